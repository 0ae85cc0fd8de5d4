"use strict";

// Everything here is this service's own: nothing is asked of a validator, nor kept in the browser.
SwaggerUIBundle({
  dom_id: "#page",
  url: "openapi.json",
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
});
