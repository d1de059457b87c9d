/// The settings, by the names that people type.
package enum SettingKey: String, CaseIterable, Hashable, Sendable {
    case replyDelay = "reply.delay"
    case replyCooldown = "reply.cooldown"
    case replyMinimumRing = "reply.minimum_ring"
    case replyLateAfter = "reply.late_after"
    case replyGiveUpAfter = "reply.give_up_after"
    case replyWords = "reply.words"
    case replyWordsLate = "reply.words_late"
    case capsHour = "caps.hour"
    case capsDay = "caps.day"
    case capsMonth = "caps.month"
    case capsManualHour = "caps.manual_hour"
    case guardsAdjacent = "guards.adjacent"
    case guardsNewCallers = "guards.new_callers"
    case numbersLandline = "numbers.landline"
    case numbersForeign = "numbers.foreign"
    case callMode = "call.mode"
    case callRejectAfterRings = "call.reject_after_rings"
    case modemAllow = "modem.allow"
    case modemPIN = "modem.pin"
    case modemSweepEvery = "modem.sweep_every"
    case smsNationalTables = "sms.national_tables"
    case businessCompany = "business.company"
    case businessCountry = "business.country"
    case businessRegion = "business.region"
    case businessTimeZone = "business.time_zone"
    case businessLanguage = "business.language"
    case ownerName = "owner.name"
    case ownerNumber = "owner.number"
    case ownerTell = "owner.tell"
    case storageKeepTexts = "storage.keep_texts"

    /// The key of that name.
    package init(named name: String) throws(SettingError) {
        guard let key = SettingKey(rawValue: name) else {
            throw .unknownKey(name, nearest: NearestName.of(name, among: Self.allCases.map(\.rawValue)))
        }
        self = key
    }
}

/// What the store keeps beside the settings under names of its own; no person types them.
package enum SettingFact {
    /// `true` once `setup` has been through.
    package static let isSetUp = "setup.done"
    /// See `Pause.text`.
    package static let pause = "pause"
}
