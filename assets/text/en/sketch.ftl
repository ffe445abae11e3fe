# Drawing catchments: the tool, the steps in words, what comes of it.

sketch-title = Draw a catchment
sketch-start = Draw…
sketch-start-what = Draw or change the given catchment of a school: by whole areas or by a border of its own
sketch-take-over = Take over
sketch-take-over-what = These catchments become the given catchments, to be changed afterwards
sketch-school = School
sketch-none-yet = { $school } (none yet)
sketch-in-plan = From { $year } in the proposal { $plan }.
sketch-first = First finish drawing the catchment, or cancel it.
sketch-on-map = Change on the map…

sketch-way-areas = Whole areas
sketch-way-border = Border
sketch-areas-how = Click areas on the map, or tick them here.
sketch-areas-level = Kind of area
sketch-areas-find = Find an area
sketch-areas-none = No area with this name or code.
sketch-area-partly = { $area } ({ $share })

sketch-how-begin = Click points on the map. Close the line with a click on the first point or with Enter. Backspace takes the last point back, Esc gives the line up.
sketch-how-corners = Drag a corner, or click on the edge for a new corner. A right click or Delete removes a corner. Click beside the edge to begin a line.
sketch-how-more = At least one more point. Backspace takes the last one back, Esc gives the line up.
sketch-how-close = Click the first point or press Enter to close the line.
sketch-snap = Snap to borders
sketch-follow = Follow the border between two points
sketch-too-many = There are too many borders here to snap to. Zoom in.
sketch-zoom-in = Zoom in to drag corners
sketch-line-is = What a new line encloses
sketch-line-adds = is added
sketch-line-cuts = is cut
sketch-close = Close the line
sketch-take-back = Take point back
sketch-leave = Give line up
sketch-on-corner = corner of a border
sketch-on-edge = on a border

sketch-nothing = No area yet.
sketch-surface = { $hectares } ha
sketch-pupils = { $pupils } pupils live here
sketch-pupils-how = Each area counts where its point lies.
sketch-pupils-estimated = Estimated numbers.
sketch-pupils-modelled = Modelled numbers.
sketch-pupils-left-out = { $count ->
        [one] 1 area with too few pupils or an unknown number does not count.
       *[other] { $count } areas with too few pupils or an unknown number do not count.
    }
sketch-parts = Consists of { $parts } separate parts.
sketch-outside = { $hectares } ha lies outside the municipality.
sketch-alone = Other schools have no given catchment yet.
sketch-overlap = Overlaps { $school }: { $hectares } ha
sketch-overlap-more = { $count ->
        [one] and 1 more school
       *[other] and { $count } more schools
    }
sketch-no-overlap = No overlap with other schools.
sketch-give-way = Take the overlap from the other schools
sketch-gaps = { $count ->
        [one] 1 part of the municipality lies
       *[other] { $count } parts of the municipality lie
    } in no catchment ({ $hectares } ha).
sketch-rule-without = In this proposal pupils go by the rule ‘{ $rule }’. By that rule a catchment makes no difference to who goes to which school.
sketch-rule-follow = New pupils follow the catchment

sketch-begin = Begin with…
sketch-begin-empty = Nothing
sketch-done = Done
sketch-remove = Remove
sketch-source = Drawn in Wijkspiegel
sketch-source-taken-over = Taken over in Wijkspiegel: { $rule }

sketch-step-area-added = { $area } added
sketch-step-area-removed = { $area } taken out
sketch-step-begun = begun with { $rule }
sketch-step-point = point put
sketch-step-closed = line closed, added
sketch-step-cut = line closed, cut
sketch-step-left = line given up
sketch-step-moved = corner moved
sketch-step-corner = corner added
sketch-step-corner-removed = corner removed
sketch-step-emptied = emptied

sketch-no-place = A point has no place on the map.
    .fix = Take the point back.
sketch-too-few = An area has at least three corners.
    .fix = Put more points.
sketch-crosses = The border crosses or touches itself at RD { $x }, { $y }.
    .fix = Move or remove a corner at the circle on the map, or undo the step.
sketch-no-surface = This encloses no surface.
    .fix = Put the points further apart.
sketch-hole = A hole does not lie inside the area.
    .fix = Undo the step.
sketch-no-catchment-by = By this rule ({ $rule }) the school has no catchment.
    .fix = Begin with another rule, or with nothing.

catchment-step-drawn = catchment of { $school } drawn
catchment-step-changed = catchment of { $school } changed
catchment-step-removed = catchment of { $school } removed
catchment-step-taken-over = catchments taken over: { $rule }

edit-catchment = Redraw catchment…

export-catchments = Catchments on the map, with their rule
report-no-catchments = There are no catchments on the map.
    .fix = Choose catchments in the left panel first, or use the command catchments.

sketch-together = Move neighbours along
sketch-together-what = A border shared with another school moves for both: neither a gap nor an overlap comes of it. With Alt while dragging the other way round.
sketch-along = Border moved as well for: { $schools }
sketch-fault-beside = { $school }: { $what }
sketch-corner-previous = Previous corner
sketch-corner-next = Next corner
sketch-corner-which = Corner { $nth } of { $count }
sketch-corner-none = { $count } corners
sketch-corner-how = Without a mouse: choose a corner with these buttons, or with Page Up and Page Down on the map.
sketch-corner-place = RD { $x }, { $y }
sketch-corner-shared = shared with { $schools }
sketch-corner-west = Corner { $metres } m to the west
sketch-corner-east = Corner { $metres } m to the east
sketch-corner-north = Corner { $metres } m to the north
sketch-corner-south = Corner { $metres } m to the south
sketch-corner-step = Step
sketch-corner-add = Add corner
sketch-corner-remove = Remove corner
sketch-corner-keys = On the map: arrows move it (ten steps with Shift), Insert adds a corner, Delete removes it, Esc lets go.
sketch-middle = Point in the middle of the map
sketch-middle-what = Drawing a line without a mouse: move the map until the place is in the middle, and put the next point there
sketch-borders-meet = This corner cannot go: more borders come together here.
    .fix = Move the corner, or switch ‘Move neighbours along’ off.
