# Map: legend, titles, sources and marks.

view-class-range = { $low }–{ $high }
view-class-range-signed = { $low } to { $high }
view-class-more = more than { $value }
view-class-at-most = at most { $value }

view-level-municipality = municipality
view-level-wijk = wijk
view-level-buurt = buurt
view-level-postcode = postcode
view-level-other = area

view-group-title = { $scheme }: { $group }
view-share-of-pupils = share of the pupils per { $level }
view-pupils = Pupils
view-where-they-live = number by home, per { $level }
view-per-level = per { $level }

view-school-year = School year { $year }

view-no-pupils = no pupils
view-too-few = fewer than { $threshold } pupils, or hidden to protect such
view-small-group = not shown: small group, or hidden to protect one
view-suppressed = a range only: the source hides numbers
view-unknown = unknown

view-note-summed = Added up from the finer areas.
view-note-partly = Areas of which not all finer areas are known: { $count }.
view-note-estimated = Fine lines: estimated, not counted.
view-note-modelled = Fine lines: modelled, not counted.

view-schools = Schools
view-school-symbol = Background, by size
view-school-symbol-estimated = Background (estimated), by size
view-school-symbol-modelled = Background (model), by size
view-school-symbol-plain = By number of pupils
view-school-partly = partly hidden
view-school-withheld = hidden
view-school-range = the source hides a number: a range, grey is not certain
view-school-unknown = background unknown

view-source = Source:
view-backgrounds-modelled = backgrounds modelled
view-backgrounds-estimated = backgrounds estimated

view-mark-example = example
view-mark-example-why = This is an example to learn with. It says nothing about real schools or wijken.
view-mark-modelled = modelled
view-mark-modelled-why = Pupils' backgrounds come from a model. They were not counted per school or area.
view-mark-estimated = estimated
view-mark-estimated-why = Pupils' backgrounds were derived from counts by a fixed rule.
view-mark-gate-off = small numbers visible
view-mark-gate-off-why = The threshold for small numbers is off. This map can show recognisable pupils and is not for distribution.
view-mark-gate-low = numbers from {$threshold} shown
view-mark-gate-low-why = The threshold for small numbers is {$threshold} instead of 10. Small numbers can show recognisable pupils.

view-north = N
view-map-description = Map of { $title }: { $legend }.

view-print-width = The width { $width } px is not possible.
    .fix = Choose a width from 400 to 16,000 pixels.
view-print-height = At this width the picture would be { $height } px high; that is not possible.
    .fix = Choose a smaller width or a landscape shape.
view-print-svg = The drawing could not be read: { $reason }.
    .fix = Save the map as SVG and report this fault with that file.
view-print-png = The picture could not be written as PNG: { $reason }.
    .fix = Choose a smaller width.
