"""Quality of data: what a record lacks at its stage, contradicts, or waits for (数据质量)."""
