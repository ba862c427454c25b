"""De-identification: personal data taken out of texts before they leave the machine."""
