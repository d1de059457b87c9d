import ATGrammar

/// Octets as modems print them. The pointer in a name is a source of the modem table that the line was
/// recorded in.
enum FramingVectors {
    static let pdu = "07914356060013F1065A098136395339F6219011700463802190117004638030"

    static let lines: [FramingVector] = [
        .init("RULE 1: a line ends at CR LF", "\r\nOK\r\n", [.line("OK")]),
        .init("RULE 1: CR CR LF, simcom_3g_4g#S10", "+CRING: VOICE\r\r\n", [.line("+CRING: VOICE")]),
        .init("RULE 1: CR CR LF, other_and_generic#S1", "\r\nRING\r\r\n", [.line("RING")]),
        .init("RULE 1: CR CR LF, huawei#S2", "^MODE: 2\r\r\n", [.line("^MODE: 2")]),
        .init("RULE 1: a long run of CR", "RING\r\r\r\r\n", [.line("RING")]),
        .init("RULE 1: a lone LF", "OK\n", [.line("OK")]),
        .init("RULE 1: a lone CR", "OK\r", [.line("OK")]),
        .init("RULE 1: empty lines", "\r\n\r\n \r\nOK\r\n\r\n\n\r", [.line("OK")]),
        .init(
            "RULE 2: LF in front, sierra#S1", "\nNO CARRIER\r\n\nCONNECT\r\n",
            [.line("NO CARRIER"), .line("CONNECT")]),
        .init("RULE 2: nothing in front, cinterion_siemens#S2", "^SYSSTART\r\n", [.line("^SYSSTART")]),
        .init("RULE 3: NUL anywhere", "\0\r\0\nRI\0NG\0\r\n\0", [.line("RING")]),
        .init(
            "RULE 3: binary before the first token",
            [0x01, 0xFE, 0x80, 0x5E, 0x62] + Array("\u{7F}RING\r\n".utf8),
            [.line("RING")]),
        .init(
            "RULE 3: not in a string that the network filled",
            Array("+CUSD: 0,\"a".utf8) + [0x80] + Array("+CLIP: \"07700900123\",129\r\n".utf8),
            [.line("+CUSD: 0,\"a\u{FFFD}+CLIP: \"07700900123\",129")]),
        .init("RULE 3: half a sign before a boot line", [0xC3] + Array("RDY\r\n".utf8), [.line("RDY")]),
        .init(
            "RULE 4: a call behind an answer, simcom_2g#S1",
            "AT+CSCS=\"UCS2\"\r\r\nOK\r\n\r\nRING\r\n\r\n+CLIP: \"18000089549\",161,\"\",,\"\",0\r\n",
            [
                .line("AT+CSCS=\"UCS2\""), .line("OK"), .line("RING"),
                .line("+CLIP: \"18000089549\",161,\"\",,\"\",0"),
            ]),
        .init(
            "RULE 4: unsolicited lines behind an answer, other_and_generic#S1",
            "\r\nOK\r\n\r\n+CIEV: 7,1\r\n\r\n+CRING: VOICE\r\n\r\n+CLIP: \"+0123479202\",145,,,,0\r\n",
            [
                .line("OK"), .line("+CIEV: 7,1"), .line("+CRING: VOICE"),
                .line("+CLIP: \"+0123479202\",145,,,,0"),
            ]),
        .init(
            "RULE 6: glued ring and caller, simcom_2g#S10",
            "RING+CLIP: \"07700900123\",145,\"\",0,\"\",0\r\n",
            [.line("RING"), .line("+CLIP: \"07700900123\",145,\"\",0,\"\",0")]),
        .init(
            "RULE 6: glued error and answer, huawei#S1", "ERROR+CNUM: \"\",\"07700900123\",129\r\n",
            [.line("ERROR"), .line("+CNUM: \"\",\"07700900123\",129")]),
        .init(
            "RULE 6: three glued tokens", "OKRING+CRING: VOICE\r\n",
            [.line("OK"), .line("RING"), .line("+CRING: VOICE")]),
        .init(
            "RULE 6: a token glued to fields", "+CMTI: \"SM\",2+CLIP: \"07700900123\",129\r\n",
            [.line("+CMTI: \"SM\",2"), .line("+CLIP: \"07700900123\",129")]),
        .init(
            "RULE 6: a token glued to a PDU", "\(pdu)+CMTI: \"SM\",2\r\n",
            [.line(pdu), .line("+CMTI: \"SM\",2")]),
        .init("RULE 6: OK glued to a PDU", "\(pdu)OK\r\n", [.line(pdu), .line("OK")]),
        .init(
            "RULE 6: not inside a quoted string", "+CLIP: \"07700900123\",129,,,\"RING+CMTI: x\",0\r\n",
            [.line("+CLIP: \"07700900123\",129,,,\"RING+CMTI: x\",0")]),
        .init("RULE 6: not in a hexadecimal line", "\(pdu)\r\n", [.line(pdu)]),
        .init(
            "RULE 6: not in words of a text", "call me +CLIP: \"07700900123\",129\r\n",
            [.line("call me +CLIP: \"07700900123\",129")]),
        .init(
            "RULE 6: not in words of the network", "+CUSD: 0,\"say \"+CLIP: \"07700900123\",129\r\n",
            [.line("+CUSD: 0,\"say \"+CLIP: \"07700900123\",129")]),
        .init("RULE 6: not in a longer word", "RINGING\r\nOKAY\r\n", [.line("RINGING"), .line("OKAY")]),
        .init(
            "RULE 6: an answer that names commands is one line", "+CLAC: +CLIP,+CMTI,+CRING\r\n",
            [.line("+CLAC: +CLIP,+CMTI,+CRING")]),
        .init("RULE 7: cut short, ublox#S3", "1,\r\nAT: 1,3\r\n", [.line("1,"), .line("AT: 1,3")]),
        .init(
            "RULE 9: echo of a command", "AT+CREG?\r\r\n+CREG: 0,1\r\n",
            [.line("AT+CREG?"), .line("+CREG: 0,1")]),
        .init(
            "RULE 9: echo of a PDU up to its Ctrl-Z, huawei#S22", "\(pdu)\u{1A}\r\n+CMGS: 240\r\n\r\nOK\r\n",
            [.line("+CMGS: 240"), .line("OK")]),
        .init("RULE 9: echo of ESC", "\u{1B}\r\nOK\r\n", [.line("OK")]),
        .init("RULE 9: a line before an echoed Ctrl-Z is kept", "RING\u{1A}\r\n", [.line("RING")]),
        .init(
            "RULE 54: header and PDU on one line, other_and_generic#S1", "+CMGR: 1,,147 \(pdu)\r\n",
            [.line("+CMGR: 1,,147 \(pdu)")]),
        .init(
            "RULE 53: a header that ends with CR alone, quectel_lte#S22", "+CMT: ,51\r\(pdu)\r\n",
            [.line("+CMT: ,51"), .line(pdu)]),
        .init(
            "Text in UTF-8 stays as it is", "+COPS: 0,0,\"Telefónica\"\r\n",
            [.line("+COPS: 0,0,\"Telefónica\"")]),
        .init(
            "Octets that are no UTF-8 become U+FFFD",
            Array("+COPS: 0,0,\"Telef".utf8) + [0xF3] + Array("nica\"\r\n".utf8),
            [.line("+COPS: 0,0,\"Telef\u{FFFD}nica\"")]),
        .init(
            "Control characters become U+FFFD", "+COPS: 0,0,\"\u{07}x\"\r\n",
            [.line("+COPS: 0,0,\"\u{FFFD}x\"")]),
    ]

    static let prompts: [FramingVector] = [
        .init("huawei#S1", "> ", [.prompt], expectsPrompt: true),
        .init("behind an empty line", "\r\n> ", [.prompt], expectsPrompt: true),
        .init("behind the echo", "AT+CMGS=23\r\r\n> ", [.line("AT+CMGS=23"), .prompt], expectsPrompt: true),
        .init(
            "behind a new message", "\r\n+CMTI: \"ME\",1\r\n\r\n> ", [.line("+CMTI: \"ME\",1"), .prompt],
            expectsPrompt: true),
        .init("glued to RING", "RING> ", [.line("RING"), .prompt], expectsPrompt: true),
        .init(
            "glued to a new message", "+CMTI: \"ME\",1> ", [.line("+CMTI: \"ME\",1"), .prompt],
            expectsPrompt: true),
        .init("NUL inside", ">\0 ", [.prompt], expectsPrompt: true),
        .init("a line of its own without a blank", ">\r\n", [.prompt], expectsPrompt: true),
        .init("an error instead", "\r\n+CMS ERROR: 500\r\n", [.line("+CMS ERROR: 500")], expectsPrompt: true),
        .init(
            "with the echo of the PDU and an empty line before the result",
            "\r\n> \(FramingVectors.pdu)\u{1A}\r\n\r\n+CMGS: 217\r\n\r\nOK\r\n",
            [.prompt, .line("+CMGS: 217"), .line("OK")], expectsPrompt: true),
        .init("without a blank, and nothing behind it", "\r\n>", [.prompt], expectsPrompt: true),
        .init(
            "with the blank before the result", "\r\n> \r\n+CMGS: 217\r\n", [.prompt, .line("+CMGS: 217")],
            expectsPrompt: true),
    ]
}
