"""Organization units through time: dated names, dated parents per line, reorganizations."""
