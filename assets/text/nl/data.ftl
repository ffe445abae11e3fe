# Herkennen en koppelen van bestanden.

kind-areas = gebieden
kind-schools = scholen
kind-addresses = adressen met hun plaats
kind-area-points = woonpunten per gebied
kind-pupils-home = leerlingen naar woongebied
kind-pupils-school = leerlingen naar school
kind-flows = stromen van woongebied naar school
kind-catchments = voedingsgebieden
kind-area-indicators = cijfers per gebied
kind-school-indicators = cijfers per school
kind-base = ondergrond

basis-counted = geteld
basis-estimated = geschat
basis-modelled = gemodelleerd

level-municipality = gemeenten
level-wijk = wijken
level-buurt = buurten
level-postcode = postcodes
level-other = gebieden
level-one-municipality = gemeente
level-one-wijk = wijk
level-one-buurt = buurt
level-one-postcode = postcode
level-one-other = gebied

join-not-recognised = Niet te herkennen wat dit bestand is. Gevonden kolommen: { $fields }.
    .fix = Geef het bestand een kolom met gebiedscodes (statcode) of schoolcodes (vestigingscode), of kies de kolommen zelf.
join-wrong-kind = Dit bestand bevat { $found ->
        [areas] gebieden
        [schools] scholen
        [catchments] voedingsgebieden
        [streets] stratennetwerk
       *[base] ondergrond
    }, niet { $wanted ->
        [areas] gebieden
        [schools] scholen
        [catchments] voedingsgebieden
        [streets] stratennetwerk
       *[base] ondergrond
    }.
    .fix = Geef het juiste bestand op.
join-column-missing = Er is geen kolom voor { $role }; gevonden kolommen: { $fields }.
    .fix = Noem de kolom { $names }, of wijs haar zelf aan.
join-unmatched = { $rows } rijen met { $codes } codes vinden geen gebied of school: { $named }.
    .fix = Controleer of codes en jaar van dit bestand passen bij de grenzen en scholen. Deze rijen tellen niet mee.
join-area-without-code = Gebied zonder code.
    .fix = Vul de code in; het gebied is weggelaten.
    .many = Gebieden zonder code.
join-area-twice = Gebied { $code } stond er al (eerste keer: { $first }).
    .fix = Het eerste is gebruikt.
    .many = Gebieden die er al stonden.
join-area-without-shape = { $code } heeft geen vlak.
    .fix = Het is weggelaten; geef het een vlak met een oppervlakte.
    .many = Gebieden zonder vlak.
join-school-without-code = School zonder BRIN of vestigingscode.
    .fix = Vul de code in; de school is weggelaten.
    .many = Scholen zonder BRIN of vestigingscode.
join-school-twice = School { $code } stond er al (eerste keer: { $first }).
    .fix = De eerste is gebruikt.
    .many = Scholen die er al stonden.
join-school-without-point = School { $code } heeft geen punt op de kaart.
    .fix = Geef coördinaten op; de school is weggelaten.
    .many = Scholen zonder punt op de kaart.
join-schools-outside = { $schools ->
    [one] 1 school ligt
   *[other] { $schools } scholen liggen
  } buiten alle gebieden: { $named }.
    .fix = Controleer hun coördinaten, of laad ook de gebieden eromheen.
join-bad-coordinates = { $code } heeft geen leesbare coördinaten.
    .fix = Vul x en y in als getallen; de rij is weggelaten.
    .many = Rijen zonder leesbare coördinaten.
join-base-unknown = Onbekende soort ondergrond.
    .fix = Gebruik land, water, rail, main-road of road; het object is weggelaten.
    .many = Onbekende soorten ondergrond.
join-empty-key = Lege sleutel.
    .fix = Vul de kolom in; de rij is weggelaten.
    .many = Lege sleutels.
join-negative-pupils = Een aantal leerlingen kan niet negatief zijn: { $value }.
    .fix = Verbeter het getal; tot die tijd geldt het als onbekend.
    .many = Negatieve aantallen leerlingen; die kunnen niet.
join-too-many-pupils = Zo veel leerlingen kunnen er niet zijn: { $value }.
    .fix = Verbeter het getal; tot die tijd geldt het als onbekend.
    .many = Meer leerlingen dan er kunnen zijn.
join-not-a-number = Geen getal: { $value }.
    .fix = Vul een aantal in, of laat het leeg als het onbekend is; tot die tijd geldt het als onbekend.
join-too-many-groups = Kolom { $column } bevat { $groups } verschillende waarden; dat lijkt geen groep. Er zijn hoogstens { $most } groepen mogelijk.
    .fix = Wijs de kolom aan waarin de groep van de leerlingen staat; tot die tijd telt dit bestand niet mee.
join-masked = { $number } aantallen staan als −1 in dit bestand: de uitgever toont ze niet. Ze tellen als 0 tot en met 4.
join-and-more = Nog { $number } meldingen als deze over dit bestand, van { $first } tot en met { $last }.
    .fix = Verbeter eerst wat hierboven staat; vaak is de oorzaak dezelfde.
join-row-twice = { $what } komt twee keer voor (eerste keer op { $first }).
    .fix = Laat één van beide staan; tot die tijd geldt het aantal als onbekend.
    .many = Rijen die een eerdere rij herhalen.
join-rolled-up = { $rows } rijen met een fijnere gebiedscode zijn opgeteld tot het gebied waarin ze liggen.
join-groups-missing = Bij { $units } eenheden ontbreekt een rij voor een of meer groepen, te beginnen bij { $first }; die aantallen zijn onbekend.
    .fix = Schrijf 0 waar geen leerlingen zijn.
join-not-a-year = Geen schooljaar: { $value }.
    .fix = Schrijf 2024 of 2024-2025; de rij is weggelaten.
join-parts-not-summed = { $rows } rijen gaan over delen van gebieden die een eigen rij hebben; ze zijn daar niet bij opgeteld.
join-table-replaced = Deze aantallen komen in de plaats van die in { $old }: beide gaan over dezelfde groepen en hetzelfde jaar.
    .fix = Zet alles over één jaar in één bestand, of geef elk bestand zijn eigen jaar.
join-flows-differ-home = De stromen tellen in { $units } gebieden niet op tot het aantal leerlingen dat er woont.
    .fix = Controleer of beide bestanden over hetzelfde jaar en dezelfde leerlingen gaan.
join-flows-differ-school = De stromen tellen bij { $units } scholen niet op tot het aantal leerlingen van de school.
    .fix = Controleer of beide bestanden over hetzelfde jaar en dezelfde leerlingen gaan.
join-no-areas = Er zijn geen gebieden geladen.
    .fix = Geef een bestand met grenzen op dat minstens één gebied met een code bevat.
join-no-schools = Er zijn geen scholen geladen.
    .fix = Geef een bestand met schoollocaties op dat minstens één school met een code bevat.
# data

data-seed-unreadable = De meegeleverde feiten zijn niet te lezen: { $reason }.
    .fix = Installeer het programma opnieuw; blijft de melding, geef haar dan door aan de makers.
