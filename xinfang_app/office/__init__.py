"""The officer's day: what is to be done, many at once, handing over, who is on duty."""
