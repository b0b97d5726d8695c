package cause

import "inquest/internal/evidence"

// Phrases about the parts of a confidence.
var (
	phraseOrderHolds           = evidence.NewPhrase("cause.order", "It acts from {at:instant} on, before the first failure at {first:instant}.")
	phraseOrderSame            = evidence.NewPhrase("cause.order-same", "It acts from {at:instant} on, which is the time of the first failure.")
	phraseOrderAbout           = evidence.NewPhrase("cause.order-about", "It is first seen at {at:instant}, shortly after the first failure at {first:instant}: as near as clocks and the time to notice it allow.")
	phraseOrderFails           = evidence.NewPhrase("cause.order-not", "It acts from {at:instant} on, too late or too long before the first failure at {first:instant}.")
	phraseOrderServices        = evidence.NewPhrase("cause.order-services", "It acts from {at:instant} on, before the first complaint that it explains, at {first:instant}.")
	phraseOrderServicesSame    = evidence.NewPhrase("cause.order-services-same", "It acts from {at:instant} on, which is the time of the first complaint that it explains.")
	phraseOrderServicesAbout   = evidence.NewPhrase("cause.order-services-about", "It is first seen at {at:instant}, shortly after the first complaint that it explains, at {first:instant}: as near as clocks and the time to notice it allow.")
	phraseOrderServicesNot     = evidence.NewPhrase("cause.order-services-not", "It acts from {at:instant} on, after the first complaint that it would explain, at {first:instant}.")
	phraseCoverage             = evidence.NewPhrase("cause.coverage", "It, or what follows from it, accounts for {lines:count} of {failed:count} failed runs by their error lines.")
	phraseContrastHolds        = evidence.NewPhrase("cause.contrast", "It is not seen in the quiet part, before {onset:instant}.")
	phraseContrastFails        = evidence.NewPhrase("cause.contrast-not", "It is seen in the quiet part too, before {onset:instant}.")
	phraseMechanismHolds       = evidence.NewPhrase("cause.mechanism", "It leads to what the failed runs complain of, or they name it themselves.")
	phraseMechanismFails       = evidence.NewPhrase("cause.mechanism-not", "It is not known to lead to what the failed runs complain of.")
	phraseMechanismServices    = evidence.NewPhrase("cause.mechanism-services", "It leads to what the services complain of, or a complaint names it.")
	phraseMechanismServicesOwn = evidence.NewPhrase("cause.mechanism-services-own", "It is itself a failure that a service reports.")
	phraseMechanismServicesNot = evidence.NewPhrase("cause.mechanism-services-not", "Nothing that the services complain of is known to follow from it.")
	phraseMechanismSymptom     = evidence.NewPhrase("cause.mechanism-symptom", "It is a symptom: it says what broke, not why.")
	phraseDepth                = evidence.NewPhrase("cause.depth", "It lies {depth:count} step{|s} down the call path (0 is the job, 4 the host or the network).")
	phraseIndependent          = evidence.NewPhrase("cause.independent", "{sources:count} {source shows|sources show} it or what follows from it, independently of each other.")
	phraseAlone                = evidence.NewPhrase("cause.alone", "No second source shows it: {sources:count} source{|s} speak{s|} of it.")
	phraseSharedEvent          = evidence.NewPhrase("cause.shared-event", "{n:count} failed runs end together although they began apart.")
	phraseTrigger              = evidence.NewPhrase("cause.trigger", "A change is announced shortly before: {line:name}")
	phraseReversalHolds        = evidence.NewPhrase("cause.reversal", "It was last seen at {end:instant}, and the failures ended with it, the last one at {last:instant}.")
	phraseReversalFails        = evidence.NewPhrase("cause.reversal-not", "It was last seen at {end:instant}, but the last failure came at {last:instant}.")
	phraseOrderLost            = evidence.NewPhrase("cause.order-lost", "It is said at {at:instant}, while {lost:count} of the runs that never ended were under way there.")
	phraseOrderMost            = evidence.NewPhrase("cause.order-most", "It acts from {at:instant} on, before most of the complaints that it explains; the first of these is at {first:instant}, and some are older.")
)
