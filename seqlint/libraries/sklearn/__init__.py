"""scikit-learn: splits, scalers, encoders, data sets; models and metrics answer as little as needed."""
