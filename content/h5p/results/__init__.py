"""What comes back from the player: checked, judged again where that is possible, made readable.

    check_statement(...)      an xAPI statement with our actor, id and times, or what is wrong
    recompute(...)            a score from what was answered and what the content says
    recompute_whole(...)      the score of a set, from its questions
    read_answer(...)          a statement as question, answer and expected answer in plain text
    read_path(...)            the decisions taken in a Branching Scenario

The browser is never believed: correct answers lie open in it, and anybody can send a statement.
"""
