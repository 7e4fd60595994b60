"""Quality and speed of the search on folders of judged queries and on large catalogues, by the code that serves shoppers."""
