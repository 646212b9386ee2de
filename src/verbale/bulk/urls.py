"""The addresses of the librarian's queue of imports."""

from django.urls import path

from verbale.bulk import views

app_name = "imports"
urlpatterns = [
    path("", views.waiting, name="queue"),
    path("<int:number>/", views.doubt, name="doubt"),
    path("<int:number>/accept", views.accept, name="accept"),
    path("<int:number>/reject", views.reject, name="reject"),
    path("<int:number>/file", views.file, name="file"),
]
