import ATGrammar
import Testing

/// Texts and reports (RULES 50 to 62).
struct MessageLineTests {
    @Test(
        arguments: [
            // huawei#S1
            ("+CMTI: \"ME\",41", .equipment, 41),
            ("+CMTI: 0,111", nil, 111),
            // huawei#S5
            ("+CMTI: \"SM\",-1", .sim, nil),
            // quectel_lte#S5
            ("+CMTI: ,2", nil, 2), ("+CMTI: ,-1", nil, nil),
            ("+CMTI: \"MT\",0", .combined, 0), ("+CMTI:\"SM\", 2", .sim, 2), ("+CMTI: SM,3", .sim, 3),
            ("+CMTI: \"SM\",99999999999999999999", .sim, nil), ("+CMTI: \"x\r\",1", nil, 1),
        ] as [(String, MessageStorage?, Int?)])
    func `RULE 52: Storage and index of a new message may be missing`(
        line: String, storage: MessageStorage?, index: Int?
    ) {
        #expect(UnsolicitedResultCode(line: line) == .newMessage(storage: storage, index: index))
    }

    @Test(arguments: [
        // quectel_lte#S22, simcom_2g#S14
        ("+CMT: ,51", 51), ("+CMT: \"\",22", 22), ("+CMT: ,35", 35), ("+CMT: 24", 24),
        ("+CMT: \"Ann\",24", 24),
    ])
    func `RULE 53: A message delivered directly says how long its PDU is`(line: String, length: Int) {
        #expect(UnsolicitedResultCode(line: line) == .directMessage(length: length))
    }

    @Test(arguments: [
        // simcom_2g#S13
        "+CMT: \"+543512668989\",,\"15/12/29,11:41:23-12\"",
        "+CMT: \"+27700\",\"\",\"2022/09/01,15:40:28+02\"",
        "+CMT: ,999", "+CMT: ",
    ])
    func `RULE 53: A header in text mode is told apart`(line: String) {
        #expect(UnsolicitedResultCode(line: line) == .directTextMessage)
    }

    @Test(
        arguments: [
            // quectel_lte#S5, zte#S4, simcom_3g_4g#S10, other_and_generic#S1
            ("+CMGR: 1,,31", nil, .read, 31), ("+CMGR: 0,\"\",38", nil, .unread, 38),
            ("+CMGR: ,,25", nil, nil, 25),
            ("+CMGL: 17,3,35", 17, .sent, 35), ("+CMGL: 0,1,,147", 0, .read, 147),
            ("+CMGR: 0,\"\",50", nil, .unread, 50),
            ("+CMGRD: 0,\"\",32", nil, .unread, 32), ("+CMGR: 0,,106", nil, .unread, 106),
            ("+CMGR: 0,31", nil, .unread, 31),
            ("+CMGL: 2,0,\"Ann\",24", 2, .unread, 24), ("+CMGR: 0,,0", nil, .unread, 0),
            ("+CMGR: 9,,24", nil, nil, 24),
        ] as [(String, Int?, StoredMessage.Status?, Int)])
    func `RULE 54: Headers of stored messages vary`(
        line: String, index: Int?, status: StoredMessage.Status?, length: Int
    ) throws {
        let header = try #require(StoredMessage(line: line))

        #expect(header.index == index)
        #expect(header.status == status)
        #expect(header.length == length)
        #expect(header.pdu == nil)
    }

    @Test func `RULE 54: Header and PDU may stand on one line`() throws {
        let header = try #require(StoredMessage(line: "+CMGR: 1,,147 \(FramingVectors.pdu)"))

        #expect(header.length == 147)
        #expect(header.pdu?.text == FramingVectors.pdu)
    }

    @Test(arguments: [
        "+CMGR: \"REC UNREAD\",\"+447700900123\",,\"26/01/01,10:00:00+00\"",
        "+CMGL: 1,\"REC READ\",\"0770\",,\"26/01/01\"",
        "+CMGR: ", "+CMGR: 1", "+CMGL: -1,1,,24", "+CMGL: x,1,,24", "+CMGR: 1,,999", "+CMGR: 1,,-4",
        "+CMGS: 1,,24",
        "+CMGR: 1,,24 zz zz",
    ])
    func `RULE 54: What is no header in PDU mode is refused`(line: String) {
        #expect(StoredMessage(line: line) == nil)
    }

    @Test(arguments: [
        // other_and_generic#S1, zte#S8
        ("+CDS: 24", 24), ("+CDS: ,24", 24), ("+CDS:24", 24),
    ])
    func `RULE 55: A status report says how long its PDU is`(line: String, length: Int) {
        #expect(UnsolicitedResultCode(line: line) == .statusReport(length: length))
    }

    @Test func `RULE 55: A status report may be stored, or come in text mode`() {
        // zte#S4
        #expect(
            UnsolicitedResultCode(line: "+CDSI: \"SR\",50")
                == .storedStatusReport(storage: .statusReports, index: 50))
        // simcom_2g#S3
        let text = "+CDS: 6,217,\"+447700900123\",145,\"26/01/01,10:00:00+00\",\"26/01/01,10:00:05+00\",0"
        #expect(UnsolicitedResultCode(line: text) == .textStatusReport)
    }

    @Test func `A cell broadcast says how long its PDU is`() {
        #expect(UnsolicitedResultCode(line: "+CBM: 88") == .cellBroadcast(length: 88))
    }

    @Test(
        arguments: [
            // huawei#S19, #S20, quectel_lte#S23
            ("^SMMEMFULL: \"SM\"", .sim), ("^SMMEMFULL: SM", .sim), ("^SMMEMFULL: MEM", nil),
            ("+QIND: \"smsfull\",\"SM\"", .sim), ("+QIND: \"smsfull\",\"ME\"", .equipment),
            ("+CIEV: smsfull,1", nil),
        ] as [(String, MessageStorage?)])
    func `RULE 61: A full memory has several shapes`(line: String, storage: MessageStorage?) {
        #expect(UnsolicitedResultCode(line: line) == .memoryFull(storage: storage))
    }

    @Test func `RULE 61: An indicator at rest is no full memory`() {
        // cinterion_siemens#S4
        #expect(UnsolicitedResultCode(line: "+CIEV: smsfull,0") == .noise(name: "+CIEV"))
    }

    @Test(arguments: [
        // huawei#S2: no brackets
        ("+CPMS: \"ME\",\"MT\",\"SM\"", [["ME", "MT", "SM"]]),
        // huawei#S9
        (
            "+CPMS: (\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\")",
            [["ME", "MT", "SM", "SR"], ["ME", "MT", "SM", "SR"], ["ME", "MT", "SM", "SR"]]
        ),
        // wavecom#S1: double brackets, two arguments
        ("+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))", [["SM", "BM", "SR"], ["SM"]]),
        // Nokia S60: none
        ("+CPMS: (),(),()", [[], [], []]),
        // other_and_generic#S1: apart by blanks
        ("+CPMS: (\"SM\" \"ME\") (\"SM\") (\"SM\")", [["SM", "ME"], ["SM"], ["SM"]]),
        // simcom_3g_4g#S7, cinterion_siemens#S1
        (
            "+CPMS: (\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\"),(\"ME\",\"SM\")",
            [["ME", "MT", "SM", "SR"], ["ME", "MT", "SM"], ["ME", "SM"]]
        ),
        ("+CPMS: (\"SM\",\"evil;+CMGD\")", [["SM"]]),
    ])
    func `RULE 51: The memories of a modem are listed in many shapes`(line: String, lists: [[String]]) throws
    {
        #expect(try #require(SupportedStorages(line: line)).lists.map { $0.map(\.rawValue) } == lists)
    }

    @Test(
        arguments: [
            // simcom_3g_4g#S3, #S7, simcom_2g#S15, wavecom#S1, zte#S4
            (
                "+CPMS:\"ME\", 0, 23,\"ME\", 0, 23,\"ME\", 0, 23", ["ME", "ME", "ME"], [0, 0, 0],
                [23, 23, 23]
            ),
            ("+CPMS: 0,50,0,50,0,50", [nil, nil, nil], [0, 0, 0], [50, 50, 50]),
            ("+CPMS: 0,40,0,10,0,10", [nil, nil, nil], [0, 0, 0], [40, 10, 10]),
            ("+CPMS: 14,50,14,50", [nil, nil], [14, 14], [50, 50]),
            ("+CPMS: 1,100,1,15,1,15", [nil, nil, nil], [1, 1, 1], [100, 15, 15]),
            ("+CPMS: \"MT\",3,255,\"MT\",3,255", ["MT", "MT"], [3, 3], [255, 255]),
        ] as [(String, [String?], [Int], [Int])])
    func `RULE 51: How full the memories are, with names and without`(
        line: String, names: [String?], used: [Int], totals: [Int]
    ) throws {
        let memories = try #require(MessageStorageResponse(line: line)).memories

        #expect(memories.map { $0.storage?.rawValue } == names)
        #expect(memories.map(\.used) == used)
        #expect(memories.map(\.total) == totals)
    }

    @Test(arguments: [
        "+CPMS: ", "+CPMS: \"SM\"", "+CPMS: \"SM\",X,50", "+CPMS: 1", "+CPMS: -1,50", "+CPMS: (\"SM\")",
    ])
    func `RULE 51: An answer without numbers says nothing`(line: String) {
        #expect(MessageStorageResponse(line: line) == nil)
    }

    @Test(arguments: [("+CMGS: 217", 217), ("+CMGS:0", 0), ("+CMGS: 12,\"0001\"", 12)])
    func `The reference of a sent message`(line: String, reference: Int) {
        #expect(SubmissionResponse(line: line)?.reference == reference)
    }

    @Test(arguments: ["+CMGS: 256", "+CMGS: ", "+CMGS: -1", "+CMTI: \"ME\",1"])
    func `RULE 10: A line that is no reference is not taken for one`(line: String) {
        #expect(SubmissionResponse(line: line) == nil)
    }
}
