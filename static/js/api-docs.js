// Starts Swagger UI or Redoc, whichever the page has, with the schema that it names.
const swagger = document.getElementById("api");
const reference = document.getElementById("reference");
if (swagger) {
  SwaggerUIBundle({ url: swagger.dataset.schema, dom_id: "#api", deepLinking: true, validatorUrl: null });
}
if (reference) {
  Redoc.init(reference.dataset.schema, { disableSearch: true, hideDownloadButton: false }, reference);
}
