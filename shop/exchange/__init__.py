"""Catalogues in and out as files: `records` reads and checks rows, `attributes` types their values, `loading` writes the catalogue,
`dumping` writes files."""
