# Assumptions and limits of computing proposals.
scenario-no-streets = Distances are straight lines: no streets are loaded to go over.
    .fix = Load a network of OpenStreetMap (.osm.pbf), or choose the straight line.
scenario-school-no-route = { $school } cannot be reached over the streets, from { $year }.
    .fix = Check the place of the school and the streets there. Until then distances to this school do not count.
scenario-pupils-no-route = In { $year }, { $pupils ->
        [one] 1 pupil has
       *[other] { $pupils } pupils have
    } no route to school; they are in no distance.
    .fix = Check the streets at their home and school.
scenario-not-settled = In { $year } choices did not settle: the share of a group at a school still moved by { $change } percentage points in the last round.
    .fix = Do not read the outcomes of this year and later as an equilibrium, or let choices rest on the year before.
scenario-choice-set = Parents choose here from the { $schools } nearest schools and those to which pupils of their area go now. That is an assumption.
    .fix = Change the number in the assumptions when it is too small.

assumed-rule = Who goes where: { $rule }
assumed-rule-intake = Who goes where: { $rule }; they go so: { $intake }
assumed-intake-stay = as today, closed schools aside
assumed-places-limited = Full is full: nobody is added to a school without seats.
assumed-forecast-constant = Pupils per year: as many as now
assumed-forecast-loaded = Pupils per year: loaded numbers of later years
assumed-forecast-growth = Pupils per year: { $yearly } per cent more or less
assumed-forecast-growth-own = Pupils per year: { $yearly } per cent more or less; areas or groups of the file have their own growth
assumed-forecast-cohorts = Pupils per year: reckoned by age; new pupils { $intake } per cent a year, of every age { $survival } per cent by moving house
assumed-straight = Distance: straight line
assumed-straight-times = Distance: straight line times { $factor }
assumed-route = Distance: shortest route { $mode ->
        [cycling] by bicycle
       *[walking] on foot
    } over the streets of OpenStreetMap
assumed-year-before = Own background: parents look at the pupils of the year before.
assumed-fixed-point = Own background: computed until the choices of all parents fit together.
assumed-closing = Closing: { $years } years in a row under { $threshold } pupils
assumed-closing-average = Closing: { $years } years in a row under { $threshold } pupils, unless the schools of the board have at least { $average } pupils on average
assumed-closing-none = Closing: the threshold of the municipality is not given.
assumed-closing-no-average = The average size of the schools of a board counts too, but its limit is not given: no school is spared for it.
assumed-source = source: { $source }
scenario-spared = Under the threshold, spared by the average of its board: { $school }

assumptions-travel = Distance to school
assumptions-travel-straight = straight line
assumptions-travel-walking = on foot over the streets
assumptions-travel-cycling = by bicycle over the streets
assumptions-travel-none = No streets are loaded.
assumptions-feedback = Own background at school
assumptions-feedback-before = of the year before
assumptions-feedback-fixed = computed to a balance
assumptions-choice-set = Schools to choose from
assumptions-choice-set-all = all
assumptions-choice-set-near = the nearest, and those of now
assumptions-average = Average of the board that spares
assumptions-closing-source = Source of threshold and average

ranges-share = range { $low }–{ $high }%
ranges-number = range { $low }–{ $high }
ranges-km = range { $low }–{ $high } km
ranges-m2 = range { $low }–{ $high } m²
ranges-same = range nil
ranges-waiting = range …
ranges-about = Range: 95 of 100 draws fall in it ({ $draws } draws, seed { $seed }). The chance of the choices alone; not of the forecast, and not of the model.
ranges-none = No range: by this rule nobody chooses by chance.

app-journal-continued = The work goes on where the program ended: what was not in the file yet is put back.
    .fix = Check that everything is there.
app-journal-beside = This file was changed elsewhere. Proposals that were not saved yet stand beside its own.
    .fix = Compare them and remove what is double.

home-model-errors-areas = Standard errors allow for pupils of one area who choose alike ({ $areas } areas; with few areas they are too small).
home-model-errors-pupils = Standard errors take all pupils as choosing independently, and are too small for that: there are too few areas to mend it.

friends-walked-short = on foot over the streets
friends-walked-why = The distance is the shortest route on foot over the streets of OpenStreetMap.

scenario-catchments-overlap = From { $year } on { $pupils } pupils (as counted now, { $areas ->
        [one] 1 area
       *[other] { $areas } areas
    }) live in more than one catchment. They go to the nearest of those schools.
    .fix = Let the catchments meet, if that is not intended.
scenario-catchments-overlap-some = From { $year } on { $pupils } pupils (as counted now, { $areas ->
        [one] 1 area
       *[other] { $areas } areas
    }{ $few ->
        [one] ; the number of 1 area with too few pupils is not told
       *[other] ; the number of { $few } areas with too few pupils is not told
    }) live in more than one catchment. They go to the nearest of those schools.
    .fix = Let the catchments meet, if that is not intended.

scenario-streets-preparing = The streets are being made ready to search routes over.
scenario-streets-stopped = The routes over the streets were not searched.
    .fix = Begin again, or choose straight lines among the assumptions.
scenario-streets-again = Again
