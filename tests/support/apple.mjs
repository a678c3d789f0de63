// Apple's system status for developers, as `system_status_en_US.js` answers it: JSON in a call of a function.
//
// Services are given by name; `events` by the name of the service, as short objects.

/** The payload. */
export function apple({ services, events = {} }) {
  const one = (serviceName) => ({
    ...{ serviceName, redirectUrl: null },
    events: (events[serviceName] ?? []).map(anEvent),
  });
  return `jsonCallback(${JSON.stringify({ drMessage: null, services: services.map(one) })});`;
}

function anEvent({ type = "Outage", status = "ongoing", at = Date.now(), text = "Users are experiencing a problem." }, place) {
  const started = Math.floor(at / 1000) * 1000;
  return {
    ...{ messageId: String(2_000_000_000 + place), statusType: type, message: text, eventStatus: status },
    ...{ datePosted: "", startDate: "", endDate: null, epochStartDate: started, epochEndDate: null },
    ...{ usersAffected: "Some users are affected", affectedServices: null },
  };
}
