"""Chapter 0: the file itself. A stage of the pipeline brings the subjects of these rules."""
