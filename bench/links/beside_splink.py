"""Splink on DuckDB as its documentation advises for people, on a table that the bench wrote.

beside_splink.py TABLE.csv OUT.csv THREADS WEIGHT... : one line of JSON on standard output; OUT.csv has unique_id and cluster
for the last WEIGHT (match weight, log2 of odds). With several weights each is evaluated by the bench from OUT.csv.N.
"""

import json
import logging
import resource
import sys
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

table, out, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
weights = [float(w) for w in sys.argv[4:]]
logging.getLogger("splink").setLevel(logging.ERROR)

db = duckdb.connect()
db.execute(f"SET threads TO {threads}")
# as a user would have it: a table in the database, missing values as NULL
db.execute(
    f"""CREATE TABLE people AS SELECT * REPLACE (TRY_CAST(dob AS VARCHAR) AS dob)
    FROM read_csv('{table}', header = true, all_varchar = true, nullstr = '')"""
)

settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("phone"),
        block_on("email"),
        block_on("profile"),
        block_on("document"),
        block_on("given", "family"),
        block_on("dob", "family"),
        block_on("dob", "given"),
        block_on("street", "postcode"),
        block_on("substr(family, 1, 4)", "city", "substr(given, 1, 1)"),
        block_on("dob", "city"),
    ],
    comparisons=[
        cl.ForenameSurnameComparison("given", "family", forename_surname_concat_col_name="whole"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.LevenshteinAtThresholds("phone", 1).configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
        # parts of one address are not independent: one comparison
        cl.CustomComparison(
            output_column_name="address",
            comparison_levels=[
                cll.And(cll.NullLevel("street"), cll.NullLevel("city")),
                cll.And(
                    cll.ExactMatchLevel("street", term_frequency_adjustments=True), cll.ExactMatchLevel("postcode")
                ),
                cll.And(cll.LevenshteinLevel("street", 2), cll.ExactMatchLevel("postcode")),
                cll.ExactMatchLevel("postcode", term_frequency_adjustments=True),
                cll.ExactMatchLevel("city", term_frequency_adjustments=True),
                cll.LevenshteinLevel("city", 1),
                cll.ElseLevel(),
            ],
        ),
        cl.ExactMatch("profile"),
        cl.ExactMatch("document").configure(term_frequency_adjustments=True),
    ],
    retain_intermediate_calculation_columns=False,
    retain_matching_columns=False,
)

started = time.perf_counter()
api = DuckDBAPI(connection=db)
linker = Linker(api.register("people"), settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("phone", "family"), block_on("email"), block_on("given", "family", "dob")], recall=0.8
)
linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "family"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
trained = time.perf_counter()
pairs = linker.inference.predict(threshold_match_weight=min(weights))
predicted = time.perf_counter()
for n, weight in enumerate(weights):
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_weight=weight
    )
    if n == 0:
        clustered = time.perf_counter()
    name = clusters.physical_name
    db.execute(f"COPY (SELECT unique_id, cluster_id FROM {name}) TO '{out}.{n}' (HEADER false)")
count = db.execute(f"SELECT count(*) FROM {pairs.physical_name}").fetchone()[0]
print(
    json.dumps(
        {
            "train": trained - started,
            "predict": predicted - trained,
            "cluster": clustered - predicted,
            "pairs": count,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
