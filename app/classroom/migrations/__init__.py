"""The steps from one schema to the next, run by Alembic in order.

To change a table: change `schema.py`, copy the newest file of `versions/` under the next number, set its
`revision` and `down_revision`, and write the steps. A step never changes once it is released. The tests say
what is missing: they compare a migrated database with `schema.py`.
"""
