# choice: wie gaat waarheen

choice-no-schools = Er is geen school om uit te kiezen.
    .fix = Laad scholen met leerlingen.
choice-no-homes = Er zijn geen leerlingen naar woonplaats bekend.
    .fix = Laad leerlingen per buurt of wijk.
choice-shape = De afstanden ({ $origins } bij { $destinations }) horen niet bij { $homes } woongebieden en { $schools } scholen.
    .fix = Bereken de afstanden opnieuw.
choice-coefficient-not-finite = Het gewicht van { $term } is geen getal.
    .fix = Vul een getal in.
choice-no-indicator = Van { $school } is { $indicator } niet bekend, en het keuzemodel weegt dat mee.
    .fix = Vul de waarde aan, of laat deze kolom uit het model.
choice-feedback = Met een demping van { $damping } is niet te rekenen.
    .fix = Kies een demping boven 0 en hoogstens 1, en een grens van 0 of meer.
choice-seats = { $school } kan geen { $seats } plaatsen hebben.
    .fix = Vul nul of meer plaatsen in, of laat het aantal leeg voor onbeperkt.
choice-unplaced = { $pupils } leerlingen vinden geen plaats.
    .fix = Geef scholen meer plaatsen, of open een school.
choice-not-settled = De keuzes zijn na { $rounds } rondes niet tot rust gekomen: het aandeel van een groep verschuift nog { $change } procentpunt.
    .fix = Lees deze uitkomst niet als eindstand. Kies een kleinere demping of een kleiner gewicht van de eigen groep.
