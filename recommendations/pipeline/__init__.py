"""A training, from what shoppers did to lists in tables: `material` is gathered (`interactions`, `catalogue`, `words`), `judgement`
fits and measures, `filling` and `writing` make the lists, `stages` says who does what, `pieces` carries it between machines, and
`asking` hands it to the workers. `recommendations.training` keeps the versions."""
