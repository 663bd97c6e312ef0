"""What we do where we differ from Streamlit: by topic of docs/differences.md, the tests of it."""

from __future__ import annotations

CACHES = {
    "a closure of a cached function, and constants that it refers to": (
        "cache/test_keys.py::test_a_constant_of_the_module_counts_as_it_is_at_the_call",
        "cache/test_keys.py::test_two_functions_of_one_text_differ_by_what_they_have_from_around",
        "cache/test_keys.py::test_what_is_not_simple_does_not_count",
    ),
    "two lambdas on one line": ("cache/test_identity.py::test_lambdas_on_one_line_differ",),
    "a `functools.partial` under a cache": (
        "cache/test_calls.py::test_a_partial_has_the_name_of_what_it_calls",
        "cache/test_keys.py::test_methods_and_partials_are_called_with_what_they_hold",
    ),
    "defaults and the order of keywords in a cached call": (
        "cache/test_keys.py::test_by_place_by_name_and_by_default_are_one_call",
    ),
    "arguments that look alike to a cache": (
        "cache/test_keys.py::test_what_neighbours_hold_does_not_run_together",
        "cache/test_edits.py::test_no_edit_of_a_thousand_is_taken_for_what_was_edited",
    ),
    "a cached call that fails while others wait for it": (
        "cache/test_attempts.py::test_callers_at_the_same_time_share_a_failure",
        "cache/test_attempts.py::test_a_failure_is_not_kept",
    ),
    "a cached function that calls itself with the same arguments": (
        "cache/test_attempts.py::test_a_function_that_waits_for_itself_raises",
        "cache/test_attempts.py::test_two_threads_that_wait_for_one_another_both_get_an_error",
    ),
    "waiting for another run's computation inside of a cached function": (
        "cache/test_stopped.py::test_who_waits_obeys_stop",
        "cache/test_stopped.py::test_who_waits_takes_over_from_a_run_that_was_given_up",
    ),
    "`with st.sidebar` in a cached function": (
        "cache/test_replay.py::test_a_sidebar_in_the_function_is_the_sidebar_on_a_hit",
    ),
    "an input in a cached function, on a hit": (
        (
            "cache/test_replay_inputs.py"
            "::test_an_input_in_a_cached_function_is_warned_of_and_dead_on_a_hit"
        ),
    ),
    "`validate` and `on_release` of a function that a rerun defines anew": (
        "cache/test_scripts.py::test_validate_and_on_release_are_those_of_the_newest_run",
        "cache/test_scripts.py::test_no_namespace_of_an_old_run_is_kept_alive",
    ),
    "`ttl` that is NaN, or too large for a float": (
        "test_durations.py::test_whoever_asks_for_one_is_named",
    ),
    "`max_entries` of 0 or less": (
        "cache/test_store.py::test_a_parameter_that_cannot_be_is_named_with_its_value",
    ),
    "the cache of a function whose text was edited": (
        "cache/test_calls.py::test_what_an_edited_function_had_goes_when_nobody_has_the_old_one",
        "cache/test_scripts.py::test_pages_may_each_have_a_function_of_one_name",
    ),
    '`scope="session"`': (
        (
            "cache/test_scripts.py"
            "::test_a_session_of_its_own_has_its_own_values_and_lets_them_go_with_it"
        ),
        "cache/test_scripts.py::test_outside_a_run_a_sessions_values_are_those_of_the_kernel",
    ),
    "`@st.cache_data` above `@classmethod` or `@staticmethod`": (
        "cache/test_calls.py::test_methods_of_every_kind_are_cached",
    ),
    "the call that computes a table or a large array": (
        (
            "cache/test_calls.py"
            "::test_the_call_that_computes_a_table_gets_one_of_its_own_as_every_hit_does"
        ),
    ),
    (
        "writing into the memory of a cached pandas table past pandas (`.array`, `writeable=True`, "
        "masked `.values`)"
    ): (
        "cache/test_frames.py::test_a_hole_of_copy_on_write_is_closed",
        "cache/test_plain.py::test_an_error_on_a_page_says_how_to_write_to_a_copy",
    ),
    "what a cached function prints": (
        "cache/test_replay.py::test_what_was_printed_and_displayed_is_not_drawn_again",
    ),
    'files of `persist="disk"`': (
        "cache/test_disk.py::test_the_folder_is_in_the_users_own",
        "cache/test_disk.py::test_files_are_for_their_owner_alone",
        "cache/test_disk.py::test_a_pickle_with_another_key_is_never_executed",
    ),
    '`persist="disk"` with `scope="session"`': (
        "cache/test_persist.py::test_a_session_does_not_read_what_another_has_computed",
    ),
}
SECRETS = {
    "`repr`, `st.write` and `st.json` of `st.secrets` (leak)": (
        "secrets/test_secrecy.py::test_nothing_says_the_values_of_secrets",
        "secrets/test_secrecy.py::test_secrets_are_written_with_their_keys_alone",
    ),
    (
        "secrets in tracebacks (those of threads, too), `st.exception`, `st.help`, stderr, logs of "
        "ipyrerun and SQLAlchemy, saved notebooks (leak)"
    ): (
        "secrets/test_secrecy.py::test_a_traceback_of_ipythons_has_no_secret",
        "secrets/test_secrecy.py::test_what_ended_a_thread_is_told_without_its_secret",
        "secrets/test_secrecy.py::test_an_exception_on_the_page_has_no_secret",
        "secrets/test_secrecy.py::test_help_leaves_no_part_of_a_secret_over",
        "secrets/test_secrecy.py::test_what_a_run_says_on_stderr_has_no_secret",
        "secrets/test_secrecy.py::test_logs_have_no_secret",
        (
            "secrets/test_secrecy.py"
            "::test_a_page_shows_what_its_script_writes_but_a_saved_one_does_not"
        ),
        "secrets/test_secrecy.py::test_a_table_shows_the_secrets_in_it_but_not_where_it_is_saved",
        "secrets/test_secrecy.py::test_a_drawing_has_no_secret_in_its_words_where_it_is_saved",
        "secrets/test_confidential.py::test_what_is_no_secret_stays_readable",
        "kernel/test_secrets.py::test_nbclient_stores_no_secret",
    ),
    "`st.write` and `st.json` of an address of SQLAlchemy's, `conn.engine.url` (leak)": (
        "secrets/test_secrecy.py::test_an_address_object_is_written_without_its_password",
    ),
    "a variable of the environment with the name of a secret, once that is gone from the file": (
        "secrets/test_secret.py::test_a_variable_that_was_there_before_is_put_back",
    ),
    "a file of secrets that has changed": (
        "secrets/test_secret.py::test_a_changed_file_is_read_again",
    ),
    "a file of secrets that every user of the machine can read": (
        "secrets/test_secretfiles.py::test_a_file_that_everybody_can_read_is_warned_of_once",
    ),
    "a mistake in `secrets.toml`": (
        "secrets/test_secretfiles.py::test_a_mistake_in_the_file_is_told_by_its_place_alone",
        "secrets/test_secretfiles.py::test_a_file_in_another_encoding_is_told",
    ),
}
CONNECTIONS = {
    "`chunksize=` of `SQLConnection.query`": (
        "connections/test_databases.py::test_chunks_come_one_after_the_other",
        "connections/test_sql.py::test_chunks_are_asked_for_each_time",
    ),
    "answers of a connection whose secrets have changed": (
        (
            "connections/test_sql.py"
            "::test_a_changed_section_makes_a_new_engine_and_forgets_the_answers"
        ),
    ),
    "a database in memory (`sqlite://`, `duckdb:///:memory:`)": (
        "connections/test_sql.py::test_a_database_in_memory_is_one_for_all_threads",
        "connections/test_sql.py::test_a_reset_empties_a_database_in_memory",
        "connections/test_sql.py::test_a_stop_interrupts_nobody_else_in_a_database_in_memory",
    ),
    "a query under way when its run is stopped": (
        "connections/test_databases.py::test_stop_ends_a_query_that_lasts",
    ),
    "a connection in the pool whose server was restarted": (
        "connections/test_databases.py::test_a_session_finds_a_restarted_server_too",
        "connections/test_sql.py::test_the_pool_looks_at_its_connections_unless_told_otherwise",
    ),
    "pools of engines": (
        "connections/test_connection.py::test_what_is_more_than_max_entries_is_closed",
        "connections/test_sql.py::test_a_reset_closes_the_pool",
        "connections/test_sql.py::test_the_pools_are_closed_when_the_kernel_ends",
    ),
    "`autocommit=True` with DuckDB": (
        "connections/test_sql.py::test_duckdb_has_no_autocommit_and_says_so",
    ),
    "Snowflake with its viewer's rights": (
        "connections/test_snowflake.py::test_the_rights_of_a_viewer_are_not_known_here",
    ),
}
# By heading of docs/differences.md.
INSTEAD = {"Caches": CACHES, "Secrets": SECRETS, "Connections": CONNECTIONS}
