# From a folder of files to a project: the steps in the window, the estimate, and who does what where.

command-new-from-folder = New project from a folder…
assistant-title = New project from a folder

## The folder

assistant-folder-what = Choose a folder with files of CBS, DUO or the municipality, as they were downloaded. The program finds out what is in them; the files themselves stay as they are. A folder can also be dropped on the window.
assistant-folder = Folder with files
assistant-look = Look into the folder
assistant-fetch-instead = No files yet? Borders, schools and pupils of a municipality are open data and can be downloaded.
assistant-fetch = Download from PDOK and DUO…
assistant-looking = Looking into the folder
assistant-looking-at = Reading file { $at } of { $of }: { $file }
assistant-choosing = Choosing the files
assistant-stop = Stop
assistant-back = Back

## Downloading

assistant-fetch-what = This open data is downloaded from PDOK (of CBS and Kadaster) and DUO, one by one and with a pause in between. Nothing leaves this computer but the request itself. The folder gets a list with the address, date and licence of each file. What fails does not stop the rest; later it goes on where it stopped.
assistant-fetch-data = Data
assistant-fetch-code = Code of the municipality (such as GM0014)
assistant-fetch-folder = Folder to keep it in
assistant-fetch-go = Download
assistant-fetch-again = Try again
assistant-fetching = Connecting
assistant-fetching-file = { $at } of { $of }: { $title }
assistant-fetched = Downloaded
assistant-no-network = There is no network, or it does not let this program out. Nothing was downloaded. Download the files on another computer, put them in a folder and choose that folder.

## What there is and what is missing

assistant-search = Find a municipality, Enter picks
assistant-pick = This folder has borders of more municipalities. Choose one.
assistant-pick-one = Choose a municipality…
assistant-there = found
assistant-not-there = missing
assistant-need-borders = Borders
assistant-need-schools = Schools with a place
assistant-need-home = Pupils where they live
assistant-need-school = Pupils by school
assistant-need-flows = From where to which school
assistant-need-figures = Figures by area
assistant-need-points = Points where people live
assistant-need-streets = Streets
assistant-missing-streets = Streets: distances are as the crow flies, not by road.
    .fix = Add an extract of OpenStreetMap of the province (.osm.pbf).
assistant-left-streets = fewer streets of this municipality than { $other }; a project holds one street network
assistant-used-files = Files used ({ $count })
assistant-left-files = Files not used ({ $count })
assistant-name = Name of the project
assistant-estimate = Estimate backgrounds by school
assistant-estimate-what = From who lives where and how large each school is. Marked as estimated everywhere; what parents choose apart from distance is not in it, so segregation comes out too low.
assistant-make = Make the project
assistant-making = Making the project
assistant-routing = Searching the routes from homes to schools
assistant-estimating = Estimating backgrounds by school
assistant-other-folder = Another folder…

## What came of it

assistant-schools = { $count } schools
assistant-kept = Kept
assistant-rows-numbers = { $lines } ({ $rows } numbers)
assistant-refused = Refused
assistant-elsewhere = About elsewhere
assistant-list = List of all notices (CSV)
assistant-list-save = Save the list…
assistant-listing = Going through every row
assistant-list-saved = Saved: { $file }
assistant-project = Project file
assistant-save = Save the project and open it
assistant-open-only = Open without saving

## The estimate

assistant-estimate-source = Estimate from home and size of school
assistant-estimated = Who goes to which school is estimated from where pupils live and how large each school is. What parents choose apart from distance is not in it: segregation between schools comes out too low.
assistant-estimate-scaled = { $living } pupils live in the areas and { $seated } are at the schools. In the estimate the schools keep their size and the groups their share.
    .fix = Check whether both are about the same year and ages.
assistant-estimate-hidden = { $number } numbers by area are not exactly known; the estimate takes the middle of their range, and zero where nothing is known.
    .fix = Ask for a file without suppression, or read the estimate with this uncertainty.
figures-no-split-estimated = Not split into homes and school choice: who is at which school is estimated from where pupils live, so school choice is not in it.
assistant-no-estimate = Backgrounds by school can't be estimated: for that it has to be known who lives where, by group, and how large each school is; and nobody may have counted them already.
    .fix = Add pupils by area and group, and the number of pupils of each school.

## Source of a file

import-credits = Source: publisher, licence, date and school year
import-credits-what = This stands under maps and figures. Empty is not stated.
import-publisher = Publisher
import-licence = Licence
import-date = Reference date
import-year = School year
import-year-as-file = as in the file

## Figures over the years, and who does what where

inspector-over-years = { $name }, { $from } to { $to }
agenda-title = Programmes
agenda-with = with { $partners }
agenda-since = since { $from }
agenda-until = until { $to }
agenda-from-to = { $from } to { $to }
agenda-no-period = period not stated
agenda-running = running
agenda-ended = ended
agenda-coming = to begin
agenda-no-status = status not stated
