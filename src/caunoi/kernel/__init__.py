"""Ground floor: scoping, actors, audit, jobs, files, clock, errors. No word of the domain."""
