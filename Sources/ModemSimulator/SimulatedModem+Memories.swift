/// The commands for texts (3GPP TS 27.005 §3, §4).
extension SimulatedModem {
    mutating func executeTexts(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch command.name {
        case "+CMGF", "+CSMS", "+CNMI", "+CPMS", "+CSCA", "+CMMS", "+CMGL", "+CMGR", "+CMGD", "+CMGS",
            "+CNMA":
            // 310 SIM not inserted, 311 PIN wanted, 316 PUK wanted.
            if let obstacle = sim.obstacle, command.form != .test, command.name != "+CMGF" {
                return .messageService([10: 310, 11: 311, 12: 316][obstacle] ?? 313)
            }
        default: return nil
        }
        if let answer = executeMessageSettings(command) { return answer }
        switch (command.name, command.form) {
        case ("+CPMS", .set): return selectMemories(command)
        case ("+CPMS", .read): return .line("+CPMS: " + memoryReadings { "\"\($0)\",\($1),\($2)" })
        case ("+CPMS", .test): return .line(profile.storageTest)
        case ("+CMGL", .set): return listMessages(command)
        case ("+CMGL", .test): return .line("+CMGL: (0-4)")
        case ("+CMGR", .set): return readMessage(command)
        case ("+CMGD", .set): return deleteMessages(command, at: now)
        case ("+CMGD", .test): return .line("+CMGD: (\(occupied)),(0-4)")
        case ("+CMGS", .set): return promptForPDU(command, at: now)
        case ("+CMGS", .test): return .ok
        case ("+CNMA", .execute), ("+CNMA", .set): return acknowledge()
        default: return .error
        }
    }

    private mutating func executeMessageSettings(_ command: SimulatorCommand) -> Answer? {
        switch (command.name, command.form) {
        case ("+CMGF", .set): return command.integer(0) == 0 ? .ok : .messageService(303)
        case ("+CMGF", .read): return .line("+CMGF: 0")
        case ("+CMGF", .test): return .line("+CMGF: (0)")
        case ("+CSMS", .set):
            let answer = setInteger(command, 0...1) { $0.messageService = $1 }
            return answer == .ok ? .line("+CSMS: 1,1,1") : .messageService(302)
        case ("+CSMS", .read): return .line("+CSMS: \(session.messageService),1,1,1")
        case ("+CSMS", .test): return .line("+CSMS: (0,1)")
        case ("+CSCA", .read): return .line("+CSCA: \(quoted(settings.serviceCentre))")
        case ("+CSCA", .set): return .ok
        case ("+CMMS", _) where !profile.has(.moreMessages): return .messageService(500)
        case ("+CMMS", .set): return setInteger(command, 0...2) { $0.moreMessages = $1 }
        case ("+CMMS", .read): return .line("+CMMS: \(session.moreMessages)")
        case ("+CMMS", .test): return .line("+CMMS: (0-2)")
        case ("+CNMI", .set): return setIndications(command)
        case ("+CNMI", .read):
            return .line("+CNMI: " + session.indications.map(String.init).joined(separator: ","))
        case ("+CNMI", .test): return .line(profile.indicationTest)
        default: return nil
        }
    }

    private mutating func setIndications(_ command: SimulatorCommand) -> Answer {
        var values = session.indications
        let ranges = [0...3, 0...3, 0...3, 0...2, 0...1]
        for (index, range) in ranges.enumerated() where index < command.parameters.count {
            guard let value = command.integer(index), range.contains(value) else {
                return .messageService(302)
            }
            values[index] = value
        }
        guard !profile.refusedIndicationModes.contains(values[0]) else { return .messageService(303) }
        session.indications = values
        return .ok
    }

    // MARK: Memories

    private mutating func selectMemories(_ command: SimulatorCommand) -> Answer {
        guard (1...3).contains(command.parameters.count) else { return .messageService(302) }
        var memories = session.memories
        for (index, name) in command.parameters.enumerated() {
            guard let name, texts.memories[texts.name(of: name)] != nil else { return .messageService(302) }
            memories[index] = name
        }
        session.memories = memories
        return .line("+CPMS: " + memoryReadings { "\($1),\($2)" })
    }

    private func memoryReadings(_ format: (String, Int, Int) -> String) -> String {
        session.memories.map { name in
            let memory = texts.memories[texts.name(of: name)]
            return format(name, memory?.slots.count ?? 0, memory?.capacity ?? 0)
        }.joined(separator: ",")
    }

    private var currentMemory: String { texts.name(of: session.memories[0]) }

    private var occupied: String {
        let indexes = texts.memories[currentMemory]?.slots.keys.sorted() ?? []
        return indexes.map(String.init).joined(separator: ",")
    }

    private mutating func listMessages(_ command: SimulatorCommand) -> Answer {
        guard let wanted = command.integer(0), (0...4).contains(wanted) else { return .messageService(302) }
        let slots = texts.memories[currentMemory]?.slots ?? [:]
        let found = slots.filter { wanted == 4 || $0.value.status == wanted }.sorted { $0.key < $1.key }
        let lines = found.flatMap { index, slot in
            ["+CMGL: \(index),\(slot.status),\(profile.alphaField),\(slot.length)\r\n\(slot.hex)"]
        }
        // Listed is read (3GPP TS 27.005 §3.4.2).
        for (index, _) in found { texts.memories[currentMemory]?.slots[index]?.status = 1 }
        return Answer(lines: lines, result: .ok)
    }

    private mutating func readMessage(_ command: SimulatorCommand) -> Answer {
        guard let index = command.integer(0) else { return .messageService(321) }
        guard let slot = texts.memories[currentMemory]?.slots[index] else {
            // Of an empty slot some modems know nothing, as here, and others say that the index is invalid.
            return profile.has(.huaweiCommands) ? .messageService(321) : .ok
        }
        texts.memories[currentMemory]?.slots[index]?.status = 1
        return .line("+CMGR: \(slot.status),\(profile.alphaField),\(slot.length)\r\n\(slot.hex)")
    }

    private mutating func deleteMessages(_ command: SimulatorCommand, at now: Duration) -> Answer {
        guard let index = command.integer(0) else { return .messageService(321) }
        let slots = texts.memories[currentMemory]?.slots ?? [:]
        let gone: [Int]
        switch command.integer(1) ?? 0 {
        case 0:
            guard slots[index] != nil || profile.firstIndex...(profile.firstIndex + 255) ~= index else {
                return .messageService(321)
            }
            gone = [index].filter { slots[$0] != nil }
        case 4: gone = slots.keys.sorted()
        default: gone = slots.filter { $0.value.status == 1 }.keys.sorted()
        }
        for index in gone {
            texts.memories[currentMemory]?.slots[index] = nil
            tell(.textDeleted(storage: currentMemory, index: index))
        }
        deliverWaiting(at: now)
        return .ok
    }

    private mutating func acknowledge() -> Answer {
        guard texts.awaitsAcknowledgement else { return .messageService(340) }
        texts.awaitsAcknowledgement = false
        return .ok
    }
}
