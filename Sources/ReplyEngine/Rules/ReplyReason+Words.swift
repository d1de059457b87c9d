package import Telephony

extension ReplyReason {
    /// Why a call got no text, for a person: a whole sentence.
    package func explanation(settings: Settings) -> String {
        if let text = Self.sentences[self] { return text }
        switch self {
        case .cooldown: return "They had an automatic text less than \(Self.text(settings.cooldown)) before."
        case .tooShort: return "It rang for less than \(Self.text(settings.minimumRing))."
        case .late:
            return "More than \(Self.text(settings.giveUpAfter)) had passed, or nobody can say how long."
        case .capHour:
            return "\(settings.capHour) automatic texts had gone out within the hour, which is the limit."
        case .capDay: return "\(settings.capDay) automatic texts had gone out that day, which is the limit."
        case .capMonth:
            return "\(settings.capMonth) automatic texts had gone out that month, which is the limit."
        default: break
        }
        if let kind = NumberKind(rawValue: rawValue) { return Self.sentence(kind) }
        return rawValue
    }

    /// The command that would change it another time; nil if nothing should.
    package var remedy: String? {
        switch self {
        case .notSetUp: "catchline setup"
        case .optedOut: "catchline optout list"
        case .foreign: "catchline settings set numbers.foreign FR,DE"
        case .landline, .kind(.voip): "catchline settings set numbers.landline true"
        case .tooShort: "catchline settings set reply.minimum_ring 0"
        case .late: "catchline settings set reply.give_up_after 2h"
        case .paused: "catchline resume"
        case .cooldown: "catchline settings set reply.cooldown 1h"
        case .capHour: "catchline settings set caps.hour 40"
        case .capDay: "catchline settings set caps.day 200"
        case .capMonth: "catchline settings set caps.month 2000"
        default: nil
        }
    }

    private static let sentences: [ReplyReason: String] = [
        .notSetUp: "Catchline was not set up yet.",
        .answered: "The call was answered, or may have been.",
        .withheld: "The caller's number was not shown.",
        .ownNumber: "The number is that of one of the box's own SIMs.",
        .optedOut: "They asked for no more texts.",
        .blocked: "The number is blocked.",
        .isPrivate: "The number is that of a friend or of the family.",
        .foreign: "The number is from another country.",
        .landline: "The number is a landline.",
        .unassigned:
            "The network says that nobody has the number: a text to it came back within the last 30 days.",
        .cancelled: "The SIM was changed, and you did not want it sent.",
        .paused: "Automatic texts were paused.",
        .loop: "Three automatic texts had gone to the number without a person on either side.",
    ]

    private static func sentence(_ kind: NumberKind) -> String {
        switch kind {
        case .mobile, .landline, .mobileOrLandline: "The number is no complete one."
        case .voip: "The number is an internet telephone."
        case .tollFree: "The number is a freephone number."
        case .premium: "The number is a premium number: a text to it may cost a lot."
        case .sharedCost: "The number is a shared-cost number."
        case .personal: "The number is a personal number, which may cost extra."
        case .pager: "The number is a pager."
        case .uan: "The number is a company's access number."
        case .voicemail: "The number is a voicemail box."
        case .shortCode: "The number is too short to be a subscriber's."
        case .unknown: "The number is of a sort that is not known to be a mobile."
        }
    }

    private static func text(_ duration: Duration) -> String {
        TypedDuration(seconds: Int(duration.components.seconds)).text
    }
}
