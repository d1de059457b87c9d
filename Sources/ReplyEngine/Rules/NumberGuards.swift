import Telephony

/// Only numbers that a person can read a text on: mobile ones, and ones of a range that the tables do not
/// know if they can exist in the home country, for numbering plans grow and the tables of a box age.
/// Landlines have a guard of their own; internet telephones go with them.
struct KindGuard: ReplyGuard {
    let name = "kind"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        guard let number = situation.call.number else { return nil }
        switch number.kind {
        case .mobile, .mobileOrLandline, .landline:
            return number.phoneNumber == nil ? .kind(.unknown) : nil
        case .voip:
            return situation.settings.textsLandlines && number.phoneNumber != nil ? nil : .kind(.voip)
        case .unknown:
            let isFromHome = number.country != nil && number.country == situation.call.homeCountry
            return number.phoneNumber != nil && number.isPossible && isFromHome ? nil : .kind(.unknown)
        case .tollFree, .premium, .sharedCost, .personal, .pager, .uan, .voicemail, .shortCode:
            return .kind(number.kind)
        }
    }
}

/// The box does not text itself.
struct OwnNumberGuard: ReplyGuard {
    let name = "own_number"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        guard let number = situation.call.number?.phoneNumber else { return nil }
        return situation.call.ownNumbers.contains(number) ? .ownNumber : nil
    }
}

/// They have said STOP.
struct OptOutGuard: ReplyGuard {
    let name = "opted_out"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.history.isOptedOut ? .optedOut : nil
    }
}

struct BlockedGuard: ReplyGuard {
    let name = "blocked"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.history.isBlocked ? .blocked : nil
    }
}

/// Friends and family.
struct PrivateGuard: ReplyGuard {
    let name = "private"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.history.isPrivate ? .isPrivate : nil
    }
}

/// Texts abroad cost extra, and satellite numbers, which have no country, a lot: those can never be listed.
struct ForeignGuard: ReplyGuard {
    let name = "foreign"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        guard let number = situation.call.number else { return nil }
        guard let country = number.country else { return .foreign }
        let isAllowed =
            country == situation.call.homeCountry || situation.settings.foreignCountries.contains(country)
        return isAllowed ? nil : .foreign
    }
}

/// Few landlines can show a text.
struct LandlineGuard: ReplyGuard {
    let name = "landline"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.call.number?.kind == .landline && !situation.settings.textsLandlines ? .landline : nil
    }
}

/// A text to it came back: nobody has this number, and who shows it is somebody else.
struct UnassignedGuard: ReplyGuard {
    let name = "unassigned"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.history.isUnassigned ? .unassigned : nil
    }
}
