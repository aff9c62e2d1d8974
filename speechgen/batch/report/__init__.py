"""What a run tells when it is over: ``report.json`` for programs, ``report.html`` for people."""
