"""Reading directives: what is asked, what each unit answers, what is to be confirmed anew."""
