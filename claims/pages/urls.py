"""The public pages' addresses."""

from django.urls import path
from django.views.generic import RedirectView

from claims.pages.figure import figure_page
from claims.pages.index import index_page
from claims.pages.series import series_csv, series_page

urlpatterns = [
    path("", index_page, name="home"),
    path("figures/", RedirectView.as_view(url="/?show=figures"), name="page-figures"),
    path("series/", RedirectView.as_view(url="/?show=series"), name="page-series-list"),
    path("figures/<slug:slug>/", figure_page, name="page-figure"),
    path("series/<slug:slug>/", series_page, name="page-series"),
    path("series/<slug:slug>/points.csv", series_csv, name="page-series-csv"),
]
