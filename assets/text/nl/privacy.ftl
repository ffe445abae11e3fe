# Kleine aantallen: de drempel, op het scherm en op de opdrachtregel.

privacy-title = Kleine aantallen
privacy-what = Aantallen van minder leerlingen dan de drempel worden niet getoond, en ook niet de aantallen waaruit ze zouden volgen: naast een totaal, tussen jaren en tussen voorstellen. Zo is geen kind te herkennen. Tien is gebruikelijk.
privacy-where = De drempel wordt in het project bewaard en geldt voor het scherm, voor afdrukken en voor bestanden. Onder de tien staat dat er overal bij.
privacy-label = Drempel (leerlingen)
privacy-off = Alle aantallen tonen, ook die van één leerling
privacy-sure = Wie meekijkt mag dit zien; het wordt niet verspreid
privacy-off-why = Zonder drempel kunnen leerlingen herkenbaar zijn. Kaarten, afdrukken en bestanden dragen dan de aanduiding ‘kleine aantallen zichtbaar’.
privacy-low-why = Onder de tien kunnen leerlingen herkenbaar zijn. Kaarten, afdrukken en bestanden dragen dan een aanduiding.
privacy-go = Toepassen
privacy-state = Aantallen van minder dan { $threshold } leerlingen worden niet getoond.
privacy-state-off = Alle aantallen worden getoond: er is geen drempel.
privacy-is-off = Kleine aantallen zijn zichtbaar: er is geen drempel. Wat hieruit komt is niet voor verspreiding.
privacy-is-low = De drempel voor kleine aantallen is { $threshold } in plaats van 10. Let op met wat hieruit wordt verspreid.
privacy-threshold = Een drempel van { $threshold } kan niet.
    .fix = Kies een getal van 0 tot en met { $greatest }.
privacy-confirm = Zonder drempel zijn leerlingen herkenbaar.
    .fix = Geef ook --show-small-numbers op als dat de bedoeling is.
command-privacy = Kleine aantallen…
    .words = drempel privacy avg
plain-few = Bij zo weinig scholen wordt dit niet in leerlingen verteld: afgeschermde aantallen zouden eruit volgen.
