return await Avanii.AppHost.Standalone.Commands.RunAsync(args);
