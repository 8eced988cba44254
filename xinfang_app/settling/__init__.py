"""Settling disputes and helping: Mediation (调解), Dispute Screening (排查), Assistance Record (帮扶). Arts. 10, 15, 33, 37."""
