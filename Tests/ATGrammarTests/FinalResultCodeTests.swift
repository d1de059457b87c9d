import ATGrammar
import Testing

struct FinalResultCodeTests {
    @Test(
        arguments: [
            ("OK", .ok),
            ("ERROR", .error),
            ("+CME ERROR: 14", .equipmentError(code: 14, text: nil)),
            ("+CME ERROR:14", .equipmentError(code: 14, text: nil)),
            ("+CME ERROR: SIM busy", .equipmentError(code: 14, text: "SIM busy")),
            ("+CME ERROR: unheard of", .equipmentError(code: nil, text: "unheard of")),
            ("+CME ERROR: ", .equipmentError(code: nil, text: nil)),
            ("+CME ERROR:", .equipmentError(code: nil, text: nil)),
            // huawei#S8
            ("+CMS ERROR: 500", .messageServiceError(code: 500, text: nil)),
            // other_and_generic#S6
            ("+CMS ERROR: memory full", .messageServiceError(code: 322, text: "memory full")),
            // simcom_3g_4g#S14
            ("+CMS ERROR: Unknown error", .messageServiceError(code: 500, text: "Unknown error")),
            // other_and_generic#S1
            ("+CMS ERROR: ", .messageServiceError(code: nil, text: nil)),
            ("+CMS ERROR:", .messageServiceError(code: nil, text: nil)),
            (
                "+CMS ERROR: 99999999999999999999",
                .messageServiceError(code: nil, text: "99999999999999999999")
            ),
            // huawei#S8
            ("COMMAND NOT SUPPORT", .commandNotSupported),
            ("MODEM ERROR: 3", .vendorError(text: "3")),
            // telit#S3
            ("+EXT ERROR: 0", .vendorError(text: "0")),
            ("NA", .commandNotSupported),
            ("NOT FOND", .notFound),
            ("NO CARRIER", .noCarrier),
            ("BUSY", .busy),
            ("NO ANSWER", .noAnswer),
            ("NO DIALTONE", .noDialtone),
            ("NO DIAL TONE", .noDialtone),
            ("CONNECT", .connect),
            ("CONNECT 115200", .connect),
        ] as [(String, FinalResultCode)])
    func `RULE 12: Final results of all spellings end a command`(line: String, code: FinalResultCode) {
        #expect(FinalResultCode(line: line) == code)
    }

    @Test(arguments: ["", "0", "RING", "OKAY", "+CMGS: 12", "ERRORS", "CONNECTED", "+CLIP: \"1\",129", "NAN"])
    func `RULE 12: Other lines end nothing`(line: String) {
        #expect(FinalResultCode(line: line) == nil)
    }

    @Test(
        arguments: [
            ("0", .ok), ("1", .connect), ("3", .noCarrier), ("4", .error), ("6", .noDialtone), ("7", .busy),
            ("8", .noAnswer),
        ] as [(String, FinalResultCode)])
    func `RULE 12: Results may be numbers`(line: String, code: FinalResultCode) {
        #expect(FinalResultCode(numericLine: line) == code)
        #expect(FinalResultCode(line: line) == nil)
    }

    @Test(arguments: ["2", "5", "9", "00", "OK", "", "-1"])
    func `RULE 12: Other numbers are no results`(line: String) {
        #expect(FinalResultCode(numericLine: line) == nil)
    }

    @Test(arguments: ["NO CARRIER", "BUSY", "NO ANSWER", "NO DIALTONE", "CONNECT"])
    func `RULE 10: Words of calls belong to calls and to no other command`(line: String) throws {
        #expect(try #require(FinalResultCode(line: line)).belongsToCalls)
    }

    @Test(arguments: [
        "OK", "ERROR", "+CME ERROR: 3", "+CMS ERROR: 3", "COMMAND NOT SUPPORT", "NOT FOND", "+EXT ERROR: 1",
    ])
    func `RULE 10: All other results end any command`(line: String) throws {
        #expect(try !#require(FinalResultCode(line: line)).belongsToCalls)
    }

    @Test(arguments: [
        ("+CME ERROR: 14", true), ("+CME ERROR: SIM busy", true), ("+CME ERROR: 515", true),
        ("+CMS ERROR: 314", true),
        ("+CMS ERROR: 515", true), ("+CME ERROR: 10", false), ("+CMS ERROR: 14", false), ("ERROR", false),
        ("+CME ERROR:", false),
    ])
    func `RULE 43: A busy SIM is worth another try`(line: String, isTemporary: Bool) throws {
        #expect(try #require(FinalResultCode(line: line)).isTemporary == isTemporary)
    }

    @Test(arguments: [
        ("+CME ERROR: 10", "CME error 10: SIM not inserted"),
        ("+CMS ERROR: 38", "CMS error 38: network out of order"),
        ("+CMS ERROR: 9999", "CMS error 9999"),
        ("+CME ERROR: odd", "CME error: odd"),
        ("+CMS ERROR:", "CMS error without a number"),
    ])
    func `A person reads what the number means`(line: String, words: String) throws {
        #expect(try #require(FinalResultCode(line: line)).description == words)
    }
}

struct EquipmentErrorsTests {
    @Test(arguments: [
        (3, "operation not allowed"), (10, "SIM not inserted"), (14, "SIM busy"), (16, "incorrect password"),
        (30, "no network service"), (100, "unknown"), (103, "illegal MS"),
        (149, "PDP authentication failure"),
    ])
    func `Numbers of CME ERROR have the text of 27_007`(code: Int, text: String) {
        #expect(EquipmentErrors.equipmentText(code) == text)
        #expect(EquipmentErrors.equipmentCode(text) == code)
    }

    @Test(arguments: [
        (1, "unassigned (unallocated) number"), (21, "short message transfer rejected"),
        (38, "network out of order"),
        (69, "requested facility not implemented"), (208, "SIM SMS storage full"),
        (255, "unspecified error cause"),
        (304, "invalid PDU mode parameter"), (310, "SIM not inserted"), (322, "memory full"),
        (340, "no +CNMA acknowledgement expected"), (500, "unknown error"), (771, "call setup in progress"),
    ])
    func `Numbers of CMS ERROR have the text of 27_005, 24_011 and 23_040`(code: Int, text: String) {
        #expect(EquipmentErrors.messageServiceText(code) == text)
        #expect(EquipmentErrors.messageServiceCode(text) == code)
    }

    @Test func `Every text leads back to its number, or to the smaller of two with one text`() {
        for code in 0...800 {
            if let text = EquipmentErrors.equipmentText(code), let back = EquipmentErrors.equipmentCode(text)
            {
                #expect(back <= code && EquipmentErrors.equipmentText(back) == text)
            }
            if let text = EquipmentErrors.messageServiceText(code),
                let back = EquipmentErrors.messageServiceCode(text)
            {
                #expect(back <= code && EquipmentErrors.messageServiceText(back) == text)
            }
        }
    }

    @Test(arguments: ["(U)SIM not inserted", "sim NOT inserted", "SIM-not-inserted", "(U)SIM Not Inserted "])
    func `Spelling of a text does not matter`(text: String) {
        #expect(EquipmentErrors.equipmentCode(text) == 10)
        #expect(EquipmentErrors.messageServiceCode(text) == 310)
    }

    @Test func `A text that nobody knows has no number`() {
        #expect(EquipmentErrors.equipmentCode("gremlins") == nil)
        #expect(EquipmentErrors.messageServiceCode("") == nil)
        #expect(EquipmentErrors.equipmentText(9) == nil)
    }
}
