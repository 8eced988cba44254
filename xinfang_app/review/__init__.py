"""Petition Review (复查复核): asked for, taken on, decided and served; the last word of the road. Arts. 35-36."""
