# Aannames en grenzen van het doorrekenen van voorstellen.
scenario-no-streets = Afstanden zijn hemelsbreed: er zijn geen straten geladen om over te gaan.
    .fix = Laad een netwerk van OpenStreetMap (.osm.pbf), of kies hemelsbreed.
scenario-school-no-route = { $school } is over de straten niet te bereiken, vanaf { $year }.
    .fix = Controleer de plek van de school en de straten daar. Tot dan tellen de afstanden naar deze school niet mee.
scenario-pupils-no-route = In { $year } heeft { $pupils ->
        [one] 1 leerling
       *[other] { $pupils } leerlingen
    } geen route naar school; zij tellen in geen afstand mee.
    .fix = Controleer de straten bij hun huis en school.
scenario-not-settled = In { $year } kwamen de keuzes niet tot rust: het aandeel van een groep op een school verschoof in de laatste ronde nog { $change } procentpunt.
    .fix = Lees de uitkomsten van dit jaar en later niet als evenwicht, of laat keuzes rusten op het jaar ervoor.
scenario-choice-set = Ouders kiezen hier uit de { $schools } dichtstbijzijnde scholen en die waar nu leerlingen uit hun gebied heen gaan. Dat is een aanname.
    .fix = Verander het aantal bij de aannames als het te klein is.

assumed-rule = Wie waarheen gaat: { $rule }
assumed-rule-intake = Wie waarheen gaat: { $rule }; zij gaan zo: { $intake }
assumed-intake-stay = zoals nu, gesloten scholen niet meegerekend
assumed-places-limited = Vol is vol: bij een school zonder plaatsen komt niemand.
assumed-forecast-constant = Leerlingen per jaar: evenveel als nu
assumed-forecast-loaded = Leerlingen per jaar: geladen aantallen van latere jaren
assumed-forecast-growth = Leerlingen per jaar: { $yearly } procent erbij of eraf
assumed-forecast-growth-own = Leerlingen per jaar: { $yearly } procent erbij of eraf; gebieden of groepen uit het bestand hebben hun eigen groei
assumed-forecast-cohorts = Leerlingen per jaar: per leeftijd doorgerekend; nieuwe leerlingen { $intake } procent per jaar, van elke leeftijd { $survival } procent door verhuizen
assumed-straight = Afstand: hemelsbreed
assumed-straight-times = Afstand: hemelsbreed maal { $factor }
assumed-route = Afstand: kortste route { $mode ->
        [cycling] met de fiets
       *[walking] te voet
    } over de straten van OpenStreetMap
assumed-year-before = Gelijke achtergrond: ouders kijken naar de leerlingen van het jaar ervoor.
assumed-fixed-point = Gelijke achtergrond: doorgerekend tot de keuzes van alle ouders bij elkaar passen.
assumed-closing = Opheffing: { $years } jaar achtereen onder { $threshold } leerlingen
assumed-closing-average = Opheffing: { $years } jaar achtereen onder { $threshold } leerlingen, behalve als de scholen van het bestuur gemiddeld minstens { $average } leerlingen hebben
assumed-closing-none = Opheffing: de norm van de gemeente is niet opgegeven.
assumed-closing-no-average = De gemiddelde grootte van de scholen van een bestuur telt ook, maar de grens daarvoor is niet opgegeven: geen school is erom gespaard.
assumed-source = bron: { $source }
scenario-spared = Onder de norm, gespaard door het gemiddelde van het bestuur: { $school }

assumptions-travel = Afstand naar school
assumptions-travel-straight = hemelsbreed
assumptions-travel-walking = te voet over straat
assumptions-travel-cycling = met de fiets over straat
assumptions-travel-none = Er zijn geen straten geladen.
assumptions-feedback = Gelijke achtergrond op school
assumptions-feedback-before = van het jaar ervoor
assumptions-feedback-fixed = doorgerekend tot evenwicht
assumptions-choice-set = Scholen om uit te kiezen
assumptions-choice-set-all = alle
assumptions-choice-set-near = de dichtstbijzijnde, en die van nu
assumptions-average = Gemiddelde van het bestuur dat spaart
assumptions-closing-source = Bron van norm en gemiddelde

ranges-share = bandbreedte { $low }–{ $high } %
ranges-number = bandbreedte { $low }–{ $high }
ranges-km = bandbreedte { $low }–{ $high } km
ranges-m2 = bandbreedte { $low }–{ $high } m²
ranges-same = bandbreedte nihil
ranges-waiting = bandbreedte …
ranges-about = Bandbreedte: hierin vallen 95 van de 100 trekkingen ({ $draws } trekkingen, startgetal { $seed }). Alleen het toeval van de keuzes; niet de prognose en niet het model.
ranges-none = Geen bandbreedte: bij deze regel kiest niemand bij toeval.

app-journal-continued = Het werk gaat verder waar het programma eindigde: wat nog niet in het bestand stond, is teruggezet.
    .fix = Controleer of alles er staat.
app-journal-beside = Dit bestand is elders veranderd. Voorstellen die nog niet opgeslagen waren, staan er nu naast.
    .fix = Vergelijk ze en verwijder wat dubbel is.

home-model-errors-areas = De standaardfouten laten toe dat leerlingen uit één gebied op elkaar lijken in hun keuze ({ $areas } gebieden; bij weinig gebieden zijn ze te klein).
home-model-errors-pupils = De standaardfouten nemen aan dat alle leerlingen onafhankelijk kiezen, en zijn daarom te klein: er zijn te weinig gebieden om dat te verhelpen.

friends-walked-short = te voet over straat
friends-walked-why = De afstand is de kortste route te voet over de straten van OpenStreetMap.

scenario-catchments-overlap = Vanaf { $year } wonen { $pupils } leerlingen (nu geteld, { $areas ->
        [one] 1 gebied
       *[other] { $areas } gebieden
    }) in meer dan één voedingsgebied. Zij gaan naar de dichtstbijzijnde van die scholen.
    .fix = Laat de voedingsgebieden op elkaar aansluiten, als dat niet de bedoeling is.
scenario-catchments-overlap-some = Vanaf { $year } wonen { $pupils } leerlingen (nu geteld, { $areas ->
        [one] 1 gebied
       *[other] { $areas } gebieden
    }{ $few ->
        [one] ; van 1 gebied met te weinig leerlingen is het aantal niet genoemd
       *[other] ; van { $few } gebieden met te weinig leerlingen is het aantal niet genoemd
    }) in meer dan één voedingsgebied. Zij gaan naar de dichtstbijzijnde van die scholen.
    .fix = Laat de voedingsgebieden op elkaar aansluiten, als dat niet de bedoeling is.

scenario-streets-preparing = De straten worden klaargemaakt om routes over te zoeken.
scenario-streets-stopped = De routes over straat zijn niet gezocht.
    .fix = Begin opnieuw, of kies bij de uitgangspunten hemelsbreed.
scenario-streets-again = Opnieuw
