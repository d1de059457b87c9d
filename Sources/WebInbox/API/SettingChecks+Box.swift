package import Foundation
import Numbering
package import ReplyEngine
import Storage
import Telephony

extension SettingChecks {
    /// Numbers are read as those dialled in the home country.
    package static func box(homeCountry: String?) -> SettingChecks {
        SettingChecks(
            isTimeZone: { TimeZone(identifier: $0) != nil }, isCountry: { Country.isKnown($0) },
            phoneNumber: { try? Numbering.typed($0, homeCountry: homeCountry).phoneNumber })
    }
}

extension Settings {
    /// The owner's zone: as set, else that of the country, else that of the machine.
    package var zone: TimeZone {
        let name = timeZone ?? country.flatMap { Country.timeZone(of: $0) }
        return name.flatMap { TimeZone(identifier: $0) } ?? .current
    }
}

extension InboxAPI {
    /// The country of the SIM, the first one that tells.
    func simCountry() async -> String? {
        await box.statuses().lazy.compactMap { Country.ofIMSI($0.identity.imsi) }.first
    }

    /// The country whose numbers are those from home: that of the SIM, else that of the business.
    func homeCountry() async throws -> String? {
        if let country = await simCountry() { return country }
        return try await desk.with { Settings(try $0.reader.settings()).country }
    }
}
