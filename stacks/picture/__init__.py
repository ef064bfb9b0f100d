"""The picture of the architecture, drawn from the templates: it shows what is deployed."""
