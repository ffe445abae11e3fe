# Voedingsgebieden tekenen: het gereedschap, de stappen in woorden, wat eruit komt.

sketch-title = Voedingsgebied tekenen
sketch-start = Tekenen…
sketch-start-what = Het opgegeven voedingsgebied van een school tekenen of aanpassen: met hele gebieden of met een eigen grens
sketch-take-over = Overnemen
sketch-take-over-what = Deze voedingsgebieden worden de opgegeven voedingsgebieden, om ze daarna aan te passen
sketch-school = School
sketch-none-yet = { $school } (nog geen)
sketch-in-plan = Vanaf { $year } in het voorstel { $plan }.
sketch-first = Rond het tekenen van het voedingsgebied eerst af, of annuleer het.
sketch-on-map = Op de kaart aanpassen…

sketch-way-areas = Hele gebieden
sketch-way-border = Grens
sketch-areas-how = Klik gebieden aan op de kaart, of vink ze hier aan.
sketch-areas-level = Soort gebied
sketch-areas-find = Gebied zoeken
sketch-areas-none = Geen gebied met deze naam of code.
sketch-area-partly = { $area } ({ $share })

sketch-how-begin = Klik punten op de kaart. Sluit de lijn met een klik op het eerste punt of met Enter. Backspace neemt het laatste punt terug, Esc geeft de lijn op.
sketch-how-corners = Sleep een hoek, of klik op de rand voor een nieuwe hoek. Rechts klikken of Delete haalt een hoek weg. Klik naast de rand om een lijn te beginnen.
sketch-how-more = Nog minstens één punt. Backspace neemt het laatste terug, Esc geeft de lijn op.
sketch-how-close = Klik op het eerste punt of druk op Enter om de lijn te sluiten.
sketch-snap = Vangen aan grenzen
sketch-follow = Grens volgen tussen twee punten
sketch-too-many = Er zijn hier te veel grenzen om aan te vangen. Zoom in.
sketch-zoom-in = Zoom in om hoeken te verslepen
sketch-line-is = Wat een nieuwe lijn omsluit
sketch-line-adds = komt erbij
sketch-line-cuts = gaat eraf
sketch-close = Lijn sluiten
sketch-take-back = Punt terug
sketch-leave = Lijn opgeven
sketch-on-corner = hoek van een grens
sketch-on-edge = op een grens

sketch-nothing = Nog geen gebied.
sketch-surface = { $hectares } ha
sketch-pupils = { $pupils } leerlingen wonen hier
sketch-pupils-how = Elk gebied telt mee waar zijn punt ligt.
sketch-pupils-estimated = Geschatte aantallen.
sketch-pupils-modelled = Gemodelleerde aantallen.
sketch-pupils-left-out = { $count ->
        [one] 1 gebied met te weinig leerlingen of een onbekend aantal telt niet mee.
       *[other] { $count } gebieden met te weinig leerlingen of een onbekend aantal tellen niet mee.
    }
sketch-parts = Bestaat uit { $parts } losse delen.
sketch-outside = { $hectares } ha ligt buiten de gemeente.
sketch-alone = Andere scholen hebben nog geen opgegeven voedingsgebied.
sketch-overlap = Overlapt met { $school }: { $hectares } ha
sketch-overlap-more = { $count ->
        [one] en met nog 1 school
       *[other] en met nog { $count } scholen
    }
sketch-no-overlap = Geen overlap met andere scholen.
sketch-give-way = Overlap bij de andere scholen weghalen
sketch-gaps = { $count ->
        [one] 1 deel van de gemeente ligt
       *[other] { $count } delen van de gemeente liggen
    } in geen voedingsgebied ({ $hectares } ha).
sketch-rule-without = De leerlingen gaan in dit voorstel volgens de regel ‘{ $rule }’. Daarin maakt een voedingsgebied niet uit wie waar naar school gaat.
sketch-rule-follow = Nieuwe leerlingen volgen het voedingsgebied

sketch-begin = Beginnen met…
sketch-begin-empty = Leeg
sketch-done = Klaar
sketch-remove = Weghalen
sketch-source = Getekend in Wijkspiegel
sketch-source-taken-over = Overgenomen in Wijkspiegel: { $rule }

sketch-step-area-added = { $area } erbij
sketch-step-area-removed = { $area } eraf
sketch-step-begun = begonnen met { $rule }
sketch-step-point = punt gezet
sketch-step-closed = lijn gesloten, erbij
sketch-step-cut = lijn gesloten, eraf
sketch-step-left = lijn opgegeven
sketch-step-moved = hoek verplaatst
sketch-step-corner = hoek toegevoegd
sketch-step-corner-removed = hoek weggehaald
sketch-step-emptied = leeggemaakt

sketch-no-place = Een punt heeft geen plaats op de kaart.
    .fix = Neem het punt terug.
sketch-too-few = Een gebied heeft minstens drie hoeken.
    .fix = Zet meer punten.
sketch-crosses = De grens kruist of raakt zichzelf bij RD { $x }, { $y }.
    .fix = Verplaats of verwijder een hoek bij de cirkel op de kaart, of maak de stap ongedaan.
sketch-no-surface = Dit omsluit geen oppervlakte.
    .fix = Zet de punten verder uit elkaar.
sketch-hole = Een gat ligt niet binnen het gebied.
    .fix = Maak de stap ongedaan.
sketch-no-catchment-by = Volgens deze regel ({ $rule }) heeft de school geen voedingsgebied.
    .fix = Begin met een andere regel, of leeg.

catchment-step-drawn = voedingsgebied van { $school } getekend
catchment-step-changed = voedingsgebied van { $school } aangepast
catchment-step-removed = voedingsgebied van { $school } weggehaald
catchment-step-taken-over = voedingsgebieden overgenomen: { $rule }

edit-catchment = Voedingsgebied hertekenen…

export-catchments = Voedingsgebieden op de kaart, met hun regel
report-no-catchments = Er liggen geen voedingsgebieden op de kaart.
    .fix = Kies eerst voedingsgebieden in het linkerpaneel, of gebruik de opdracht catchments.

sketch-together = Buren meeverplaatsen
sketch-together-what = Een grens die met een andere school gedeeld is, gaat voor beide mee: er komt geen gat of overlap. Met Alt bij het slepen juist andersom.
sketch-along = Grens ook verplaatst voor: { $schools }
sketch-fault-beside = { $school }: { $what }
sketch-corner-previous = Vorige hoek
sketch-corner-next = Volgende hoek
sketch-corner-which = Hoek { $nth } van { $count }
sketch-corner-none = { $count } hoeken
sketch-corner-how = Zonder muis: kies een hoek met deze knoppen, of met Page Up en Page Down op de kaart.
sketch-corner-place = RD { $x }, { $y }
sketch-corner-shared = gedeeld met { $schools }
sketch-corner-west = Hoek { $metres } m naar het westen
sketch-corner-east = Hoek { $metres } m naar het oosten
sketch-corner-north = Hoek { $metres } m naar het noorden
sketch-corner-south = Hoek { $metres } m naar het zuiden
sketch-corner-step = Stap
sketch-corner-add = Hoek erbij
sketch-corner-remove = Hoek weg
sketch-corner-keys = Op de kaart: pijltjes verplaatsen (met Shift tien stappen), Insert voegt een hoek toe, Delete haalt hem weg, Esc laat hem los.
sketch-middle = Punt midden op de kaart
sketch-middle-what = Een lijn tekenen zonder muis: schuif de kaart tot de plek in het midden ligt en zet daar het volgende punt
sketch-borders-meet = Deze hoek kan niet weg: hier komen meer grenzen samen.
    .fix = Verplaats de hoek, of zet ‘Buren meeverplaatsen’ uit.
