import ATGrammar
import Testing

@testable import ModemDialogue

@Suite struct ModemProfileTests {
    @Test(
        arguments: [
            ("ACME", "Generic 1", ["AT+CFUN=1,1"]), ("huawei", "E1750", ["AT^RESET", "AT+CFUN=16"]),
            ("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H", ["AT+CRESET", "AT+CFUN=1,1"]),
            ("Quectel", "EG25", ["AT+CFUN=1,1"]), ("Cinterion", "PLS8", ["AT+CFUN=1,1"]),
            ("Telit", "LE910", ["AT#REBOOT"]), ("u-blox", "LARA-R2", ["AT+CFUN=16"]),
        ])
    func `RULE 75: each family is reset in its own way`(
        _ manufacturer: String, _ model: String, _ commands: [String]
    ) {
        let profile = ModemProfile.matching(manufacturer: manufacturer, model: model)
        #expect(profile.softReset.map(\.line) == commands)
    }
}
