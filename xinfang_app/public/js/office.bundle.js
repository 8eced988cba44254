// The officer's day on the desk: doing many at once from any list, and going from one open item to the next.
import "./office/queue.js";
import "./office/bulk.js";
import "./office/find.js";
import "./office/dialog_keys.js";
