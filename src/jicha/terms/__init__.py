"""The value types everybody uses: units, money, periods, subjects, verdicts, the four joints and the errors."""
