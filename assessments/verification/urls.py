from django.urls import path

from .views import answering, sampling

app_name = "verification"

urlpatterns = [
    path("cpd/verify/", answering.queue, name="queue"),
    path("cpd/verify/answered/", answering.answered, name="answered"),
    path("cpd/verify/<int:pk>/", answering.entry_answer, name="entry_answer"),
    path("cpd/verify/<int:pk>/history/", answering.entry_history, name="entry_history"),
    path("cpd/samples/", sampling.sample_list, name="sample_list"),
    path("cpd/samples/new/", sampling.sample_draw, name="sample_draw"),
    path("cpd/samples/verifiers/", sampling.verifier_list, name="verifier_list"),
    path("cpd/samples/<int:pk>/", sampling.sample_detail, name="sample_detail"),
    path("cpd/samples/<int:pk>/export/", sampling.sample_export, name="sample_export"),
    path("cpd/samples/entries/<int:pk>/", sampling.sample_answer, name="sample_answer"),
    path("cpd/samples/entries/<int:pk>/letter/", sampling.sample_letter, name="sample_letter"),
    path("cpd/samples/entries/<int:pk>/settle/", sampling.sample_settle, name="sample_settle"),
]
