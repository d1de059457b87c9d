/// A line is its SIM, in whatever stick it sits: `sim:ICCID`, else `sim:IMSI`, else the modem's own name.
package struct LineID: Hashable, Codable, Sendable, RawRepresentable, CustomStringConvertible {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(iccid: String?, imsi: String?, modem: ModemID) {
        if let iccid {
            rawValue = "sim:\(iccid)"
        } else if let imsi {
            rawValue = "sim:\(imsi)"
        } else {
            rawValue = modem.rawValue
        }
    }

    package var description: String { rawValue }
}

/// A modem is its IMEI: `imei:490154203237518`; one that tells none is where it was found: `target:/dev/ttyUSB2`.
package struct ModemID: Hashable, Codable, Sendable, RawRepresentable, CustomStringConvertible {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(imei: String?, target: String) {
        rawValue = imei.map { "imei:\($0)" } ?? "target:\(target)"
    }

    package var description: String { rawValue }
}

/// What a modem is doing, in the words of the JSON output.
package enum ModemState: String, CaseIterable, Codable, Sendable {
    case opening
    case identifying
    /// A device in no table of modems, which is not used before a person says yes to it.
    case needsYes = "needs_yes"
    case needsPIN = "needs_pin"
    case simBlocked = "sim_blocked"
    case noSIM = "no_sim"
    case registering
    case ready
    case recovering
    case failed
    /// Its port is not there. Waited for.
    case gone
}

/// Where the SIM stands with the network (3GPP TS 27.007 §7.2).
package enum NetworkRegistration: String, CaseIterable, Codable, Sendable {
    case home
    case roaming
    case searching
    case denied
    case none

    package var isRegistered: Bool { self == .home || self == .roaming }
}

/// Who a modem and its SIM are, as read at the start of a session.
package struct ModemIdentity: Hashable, Codable, Sendable {
    package var manufacturer: String?
    package var model: String?
    package var firmware: String?
    package var imei: String?
    package var iccid: String?
    package var imsi: String?
    package var ownNumber: String?
    /// The family whose dialect is spoken with it.
    package var family: String?
    /// The file that describes the family; nil for one that comes with the program.
    package var familyFile: String?

    package init(
        manufacturer: String? = nil, model: String? = nil, firmware: String? = nil, imei: String? = nil,
        iccid: String? = nil, imsi: String? = nil, ownNumber: String? = nil, family: String? = nil,
        familyFile: String? = nil
    ) {
        self.manufacturer = manufacturer
        self.model = model
        self.firmware = firmware
        self.imei = imei
        self.iccid = iccid
        self.imsi = imsi
        self.ownNumber = ownNumber
        self.family = family
        self.familyFile = familyFile
    }
}

/// The memory that a modem receives texts in.
package struct MessageStorageStatus: Hashable, Codable, Sendable {
    /// `SM`, `ME`, `MT` (3GPP TS 27.005 §3.2.2).
    package var name: String
    package var used: Int
    package var total: Int

    package init(name: String, used: Int, total: Int) {
        self.name = name
        self.used = used
        self.total = total
    }
}

/// The last readings of a modem and its line. Kept in memory only: an idle box writes nothing.
package struct LineStatus: Hashable, Codable, Sendable {
    package var id: ModemID
    package var line: LineID
    /// What the owner named: `/dev/ttyUSB2`, `tcp://127.0.0.1:7000`, `simulated`.
    package var target: String
    package var state: ModemState
    /// Why the state is what it is, in words, where there is more to say than the state does.
    package var detail: String?
    /// What a person can type against what `detail` says, if there is something.
    package var fix: String?
    /// What a person would say yes to; nil: nobody is asked.
    package var stranger: StrangeDevice?
    package var identity: ModemIdentity
    package var networkOperator: String?
    package var registration: NetworkRegistration
    /// Received signal strength in dBm; nil if not known.
    package var signal: Int?
    package var storage: MessageStorageStatus?
    package var ability = LineAbility()
    /// Memories that are nearly full of what cannot be deleted.
    package var crowdedMemories: [MessageStorageStatus] = []

    package init(target: String, state: ModemState = .opening) {
        id = ModemID(imei: nil, target: target)
        line = LineID(iccid: nil, imsi: nil, modem: id)
        self.target = target
        self.state = state
        identity = ModemIdentity()
        registration = .none
    }
}

/// How far the wall clock can be believed.
package enum ClockTrust: String, Codable, Sendable, Comparable {
    case none
    /// Told by the network through a modem.
    case modem
    case ntp

    package static func < (lhs: ClockTrust, rhs: ClockTrust) -> Bool {
        lhs.rank < rhs.rank
    }

    private var rank: Int {
        switch self {
        case .none: 0
        case .modem: 1
        case .ntp: 2
        }
    }
}
