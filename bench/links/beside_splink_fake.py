"""Splink on its own fake_1000, configured as in its tutorials.

beside_splink_fake.py fake_1000.csv OUT.csv: OUT.csv has unique_id_l, unique_id_r and the match weight of each pair.
"""

import logging
import sys

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

table, out = sys.argv[1:3]
logging.getLogger("splink").setLevel(logging.ERROR)
db = duckdb.connect()
db.execute(
    f"CREATE TABLE people AS SELECT * FROM read_csv('{table}', header = true, all_varchar = true, nullstr = '')"
)
settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("first_name"),
        block_on("surname"),
        block_on("dob"),
        block_on("email"),
    ],
    comparisons=[
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ],
)
linker = Linker(DuckDBAPI(connection=db).register("people"), settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("first_name", "dob"), block_on("email"), block_on("surname", "dob")], recall=0.7
)
linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
pairs = linker.inference.predict(threshold_match_weight=-20)
db.execute(
    f"COPY (SELECT unique_id_l, unique_id_r, match_weight FROM {pairs.physical_name}) TO '{out}' (HEADER false)"
)
