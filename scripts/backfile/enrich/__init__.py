"""Facts about one commentary, told from what its source printed: dates, language, names, topic, trend, rulings."""
