/// How one family of modems speaks, as data. The lines are those that real modems of the family print.
package struct SimulatorProfile: Hashable, Sendable {
    package var name: String
    package var manufacturer: String
    package var model: String
    package var firmware: String

    /// What the family can do beyond 3GPP TS 27.007 and 27.005.
    package enum Feature: Hashable, Sendable {
        /// AT+CLCC=1: the call list as unsolicited lines.
        case callListReports
        /// AT+QINDCFG="ccinfo",1
        case callInformation
        /// AT^DSCI=1
        case callStatus
        /// AT^CURC, AT^CVOICE, AT^ICCID?
        case huaweiCommands
        /// AT+QURCCFG, AT+QCFG, AT+QCCID
        case quectelCommands
        /// AT+CATR, AT+CCID, AT+CICCID
        case simcomCommands
        /// AT+CMMS
        case moreMessages
        /// AT+CLIP=1 prints no RING beside it (EG25-G, firmware 30.202).
        case silentRing
        /// CR CR LF around call lines.
        case doubledCarriageReturn
        /// A status report memory, SR.
        case reportMemory
        /// CEREG beside CREG.
        case packetRegistration
        /// AT+CUSD takes and prints packed septets in hexadecimal.
        case packedServices
    }
    package var features: Set<Feature> = []

    /// What follows number and type in +CLIP.
    package var callerTail = ""
    /// The same for a hidden number.
    package var hiddenCallerTail = ""
    /// What follows number and type in +CLCC as an unsolicited line.
    package var callListTail = ""

    /// Lines at the end of a call.
    package enum EndLine: Hashable, Sendable {
        case noCarrier
        /// `^CEND:1,0,104,16`
        case callEnd
        /// `VOICE CALL: END`, with the time if it was answered.
        case voiceCallEnd
        /// `MISSED_CALL: 02:05PM +44...`, if it was not.
        case missedCall
        /// +CLCC, ccinfo and ^DSCI, as far as they are switched on.
        case reports
    }
    package var endLines: [EndLine] = [.noCarrier]

    /// Memories and what they hold; the answer to AT+CPMS=?.
    package var memories: [String: Int] = ["SM": 20]
    package var storageTest = #"+CPMS: ("SM"),("SM"),("SM")"#
    /// Of slots in a memory.
    package var firstIndex = 1
    /// Between status and length in +CMGR and +CMGL.
    package var alphaField = ""
    package var indicationTest = "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"
    /// Modes of +CNMI that are refused although they are listed.
    package var refusedIndicationModes: Set<Int> = []
    package var unknownCommandAnswer = "ERROR"
    package var bootLines: [String] = []
    /// Printed now and then by a modem that has nothing to say.
    package var noiseLines: [String] = []

    package init(name: String, manufacturer: String, model: String, firmware: String) {
        self.name = name
        self.manufacturer = manufacturer
        self.model = model
        self.firmware = firmware
    }

    func has(_ feature: Feature) -> Bool { features.contains(feature) }
}

extension SimulatorProfile {
    package static let all = [generic, huawei, simcom2G, simcom4G, quectel, eg25]

    /// `simcom` alone is the newer one.
    package static func named(_ name: String) -> SimulatorProfile? {
        let name = name.lowercased()
        return name == "simcom" ? simcom4G : all.first { $0.name == name }
    }

    /// Follows the standards to the letter, and knows nothing beyond them.
    package static let generic: SimulatorProfile = {
        var profile = SimulatorProfile(
            name: "generic", manufacturer: "Generic", model: "V250", firmware: "1.0")
        profile.features = [.moreMessages, .packetRegistration]
        // 3GPP TS 27.007 §6.11: subaddress, satype, alpha, CLI validity; 1 is a number withheld by the
        // caller.
        profile.hiddenCallerTail = ",,,,1"
        profile.memories = ["SM": 20, "ME": 50]
        profile.storageTest = #"+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")"#
        return profile
    }()

    /// A stick of the E1752 kind: 27.005 with ^CEND, unsolicited signal readings, and slots from 0.
    package static let huawei: SimulatorProfile = {
        var profile = SimulatorProfile(
            name: "huawei", manufacturer: "huawei", model: "E1752", firmware: "11.126.15.00.00")
        profile.features = [.huaweiCommands, .packedServices]
        profile.callerTail = ",,,,0"
        profile.endLines = [.callEnd]
        profile.memories = ["SM": 20, "ME": 100]
        profile.storageTest =
            #"+CPMS: ("ME","MT","SM","SR"),("ME","MT","SM","SR"),("ME","MT","SM","SR")"#
        profile.firstIndex = 0
        profile.refusedIndicationModes = [2]
        profile.indicationTest = "+CNMI: (0,1,2),(0,1,2,3),(0,1,2,3),(0,1,2),(0,1)"
        profile.unknownCommandAnswer = "COMMAND NOT SUPPORT"
        profile.noiseLines = ["^RSSI:18", "^BOOT:27710117,0,0,0,75", "^MODE:5,4"]
        return profile
    }()

    /// A SIM800: +CLCC lines when asked for, RDY at start.
    package static let simcom2G: SimulatorProfile = {
        var profile = SimulatorProfile(
            name: "simcom2g", manufacturer: "SIMCOM_Ltd", model: "SIMCOM_SIM800L",
            firmware: "Revision:1418B05SIM800L24")
        profile.features = [.callListReports, .simcomCommands, .moreMessages]
        profile.callerTail = #","",0,"",0"#
        profile.hiddenCallerTail = #","",,"",0"#
        profile.callListTail = #","""#
        profile.endLines = [.reports, .noCarrier]
        profile.memories = ["SM": 10, "ME": 20]
        profile.storageTest = #"+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")"#
        profile.refusedIndicationModes = [2]
        profile.bootLines = ["RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"]
        return profile
    }()

    /// An A7682E: three lines at the end of a call, and CR CR LF.
    package static let simcom4G: SimulatorProfile = {
        var profile = SimulatorProfile(
            name: "simcom4g", manufacturer: "SIMCOM INCORPORATED", model: "A7682E",
            firmware: "A7682M6_V1.11.1")
        profile.features = [
            .callListReports, .simcomCommands, .moreMessages, .doubledCarriageReturn, .packetRegistration,
        ]
        profile.callerTail = ",,,,0"
        profile.endLines = [.voiceCallEnd, .noCarrier, .reports, .missedCall]
        profile.memories = ["SM": 50, "ME": 23]
        profile.storageTest = #"+CPMS: ("ME","MT","SM","SR"),("ME","MT","SM"),("ME","SM")"#
        profile.alphaField = #""""#
        profile.bootLines = ["*ATREADY: 1", "+CPIN: READY", "SMS DONE", "PB DONE"]
        profile.noiseLines = ["+CGEV: EPS PDN ACT 1"]
        return profile
    }()

    /// An EC25: ccinfo or ^DSCI when asked for, then NO CARRIER.
    package static let quectel: SimulatorProfile = {
        var profile = SimulatorProfile(
            name: "quectel", manufacturer: "Quectel", model: "EC25", firmware: "EC25EFAR06A10M4G")
        profile.features = [
            .callInformation, .callStatus, .quectelCommands, .moreMessages, .packetRegistration,
            .reportMemory,
        ]
        profile.callerTail = ",,,,0"
        profile.endLines = [.reports, .noCarrier]
        profile.memories = ["SM": 50, "ME": 255, "SR": 20]
        profile.storageTest = #"+CPMS: ("ME","SM","MT","SR"),("ME","SM","MT","SR"),("ME","SM","MT","SR")"#
        profile.bootLines = ["RDY", "+CPIN: READY", "+QUSIM: 1", "+QIND: SMS DONE", "+QIND: PB DONE"]
        profile.noiseLines = [#"+QIND: "csq",22,99"#]
        return profile
    }()

    /// An EG25-G as it was met in a phone: +CLIP and no RING.
    package static let eg25: SimulatorProfile = {
        var profile = quectel
        profile.name = "eg25"
        profile.model = "EG25-G"
        profile.firmware = "EG25GGBR07A08M2G"
        profile.features.insert(.silentRing)
        return profile
    }()
}
