from plain_browser import PASSWORD


def test_a_page_asks_a_stranger_to_sign_in(stranger):
    answer = stranger.get("/people?q=ada")

    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/people?q%3Dada"


def test_signing_in_leads_to_where_one_was_going(stranger):
    answer = stranger.post("/sign-in", {"email": "VERA@example.org", "password": PASSWORD, "next": "/profile"})

    assert (answer.status_code, answer.location) == (303, "/profile")
    assert "Vera Lindqvist" in stranger.get("/profile").text
