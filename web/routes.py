"""Every address there is, in the order in which it is tried."""

from fastapi import APIRouter

from web.api import boundaries as boundaries_api
from web.api import health, matters, point_features, points, ranking, search, values, zones
from web.api import jobs as jobs_api
from web.pages import account, boundaries, field, grid_file, inspection, jobs, outside, parts, report, work_log
from web.pages import map as map_page
from web.pages import search as search_page
from web.pages.assessment import certainty as assessment_certainty
from web.pages.assessment import files as assessment_files
from web.pages.assessment import marks as assessment_marks
from web.pages.assessment import publication as assessment_publication
from web.pages.assessment import show as assessment
from web.pages.coverage import acts as coverage_acts
from web.pages.coverage import bands as coverage_bands
from web.pages.coverage import checks as coverage_checks
from web.pages.coverage import grid as coverage_grid
from web.pages.coverage import register as coverage_register
from web.pages.coverage import show as coverage
from web.pages.coverage import zone as coverage_zone
from web.pages.hotspots import place as hotspot_place
from web.pages.hotspots import show as hotspots
from web.pages.intake import acts as intake_acts
from web.pages.intake import batch, hand_in, one_file
from web.pages.matters import alike, detail, indicators, listing, photos
from web.pages.matters import report as new_matter
from web.pages.matters.rules import calendar, codes, crosswalk, limits, redate
from web.pages.rubric import acts as rubric_acts
from web.pages.rubric import rehearse as rubric_rehearsal
from web.pages.rubric import show as rubric
from web.pages.visits import care as visit_care
from web.pages.visits import devices as visit_devices
from web.pages.visits import listing as visit_list
from web.pages.visits import month as visit_month
from web.pages.visits import review as visit_review
from web.pages.visits import thresholds as visit_thresholds
from web.tiles import base, documents

ROUTERS: tuple[APIRouter, ...] = (
    account.router,
    alike.router,
    indicators.router,
    limits.router,
    calendar.router,
    codes.router,
    crosswalk.router,
    redate.router,
    listing.router,
    new_matter.router,
    photos.router,
    detail.router,
    visit_list.router,
    visit_review.router,
    visit_devices.router,
    visit_thresholds.router,
    assessment_marks.router,
    assessment_certainty.router,
    assessment_files.router,
    assessment_publication.router,
    assessment.router,
    coverage_acts.router,
    coverage_bands.router,
    coverage_checks.router,
    coverage_grid.router,
    coverage_register.router,
    coverage_zone.router,
    coverage.router,
    field.router,
    visit_month.router,
    visit_care.router,
    hotspot_place.router,
    hotspots.router,
    inspection.router,
    rubric_acts.router,
    rubric_rehearsal.router,
    rubric.router,
    map_page.router,
    outside.router,
    ranking.router,
    search.router,
    search_page.router,
    parts.router,
    values.router,
    health.router,
    grid_file.router,
    work_log.router,
    points.router,
    matters.router,
    boundaries.router,
    boundaries_api.router,
    base.router,
    documents.router,
    hand_in.router,
    batch.router,
    one_file.router,
    intake_acts.router,
    jobs.router,
    jobs_api.router,
    report.router,
    zones.router,
    point_features.router,
)
