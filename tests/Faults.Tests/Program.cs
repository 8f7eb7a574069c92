return await Avanii.Faults.FaultsCommand.RunAsync(args);
